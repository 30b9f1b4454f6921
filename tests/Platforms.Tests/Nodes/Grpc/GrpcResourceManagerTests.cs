using Grpc.Core;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;
using GrpcStatus = Grpc.Core.Status;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>What goes to a resource manager, and what is made of its answers, lies included.</summary>
public sealed class GrpcResourceManagerTests
{
    [Fact]
    public async Task ReserveNode_Ok_SendsTheAccountAndReadsTheNode()
    {
        await using var server = new NodeServer();
        var manager = await server.StartManagerAsync();

        var result = await manager.ReserveNodeAsync("r-1", "acme", CancellationToken.None);

        var expected = new NodeOffer(new NodeId("n1"), new NodeEndpoint("10.0.0.7", 10_450), 3_072);
        Assert.Equal(new ReserveNodeResult(PlatformOutcome.Ok, expected), result);
        var sent = new ReserveNodeRequest { RequestId = "r-1", AccountId = "acme" };
        Assert.Equal(sent, Assert.Single(server.Manager.Reserves));
    }

    [Fact]
    public async Task ReserveNode_NoNodeLeft_IsThrottledAtOnceAndNotRepeated()
    {
        await using var server = new NodeServer();
        server.Manager.OnReserve = (_, _) =>
            throw new RpcException(new GrpcStatus(StatusCode.ResourceExhausted, "no node"));
        var manager = await server.StartManagerAsync();

        var result = await manager.ReserveNodeAsync("r-1", "", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Throttled, result.Outcome);
        Assert.Contains("no node", result.Message, StringComparison.Ordinal);
        Assert.Single(server.Manager.Reserves);
    }

    [Fact]
    public async Task ReserveNode_NoAnswerInTime_IsNotRepeatedAsANodeMayBeLent()
    {
        await using var server = new NodeServer();
        server.Options.ReserveTimeout = TimeSpan.FromMilliseconds(200);
        server.Manager.OnReserve = (_, context) => NeverAsync<ReserveNodeReply>(context);
        var manager = await server.StartManagerAsync();

        var result = await manager.ReserveNodeAsync("r-1", "", CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.True(server.Manager.Reserves.Count <= 1);
    }

    [Theory]
    [InlineData("no node", "without a node")]
    [InlineData("empty id", "The id of a node is empty")]
    [InlineData("long id", "has 513 characters")]
    [InlineData("no address", "node 'n1' is ''")]
    [InlineData("nonsense address", "'not a host/x'")]
    [InlineData("port 0", "is 0;")]
    [InlineData("port 65536", "is 65536;")]
    [InlineData("negative port", "is -1;")]
    [InlineData("no memory", "is 0 bytes")]
    [InlineData("negative memory", "is -1 bytes")]
    [InlineData("endless memory", "9223372036854775807 bytes")]
    public async Task ReserveNode_Lie_FailsAndNamesTheValue(string lie, string said)
    {
        var node = WireManager.Node();
        Action tell = lie switch
        {
            "no node" => () => node = null,
            "empty id" => () => node.Id = "",
            "long id" => () => node.Id = new string('n', 513),
            "no address" => () => node.Address = "",
            "nonsense address" => () => node.Address = "not a host/x",
            "port 0" => () => node.NodeServicePort = 0,
            "port 65536" => () => node.NodeServicePort = 65_536,
            "negative port" => () => node.NodeServicePort = -1,
            "no memory" => () => node.MemoryInBytes = 0,
            "negative memory" => () => node.MemoryInBytes = -1,
            _ => () => node.MemoryInBytes = long.MaxValue,
        };
        tell();
        await using var server = new NodeServer();
        server.Manager.OnReserve = (_, _) => Task.FromResult(new ReserveNodeReply { Node = node });
        var manager = await server.StartManagerAsync();

        var result = await manager.ReserveNodeAsync("r-1", "", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
        Assert.Null(result.Node);
        Assert.Contains(said, result.Message, StringComparison.Ordinal);
        Assert.Single(server.Manager.Reserves);
    }

    [Fact]
    public async Task ReleaseNode_Ok_SendsTheNode()
    {
        await using var server = new NodeServer();
        var manager = await server.StartManagerAsync();

        var result = await manager.ReleaseNodeAsync("r-2", new NodeId("n1"), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        var sent = new ReleaseNodeRequest { RequestId = "r-2", Id = "n1" };
        Assert.Equal(sent, Assert.Single(server.Manager.Releases));
    }

    [Fact]
    public async Task ReleaseNode_Unknown_IsNotFound()
    {
        await using var server = new NodeServer();
        server.Manager.OnRelease = (_, _) => throw new RpcException(new GrpcStatus(StatusCode.NotFound, "who?"));
        var manager = await server.StartManagerAsync();

        var result = await manager.ReleaseNodeAsync("r-2", new NodeId("n9"), CancellationToken.None);

        Assert.Equal(PlatformOutcome.NotFound, result.Outcome);
    }

    [Fact]
    public async Task GetNodesUsage_Ok_ReadsEveryNode()
    {
        await using var server = new NodeServer();
        var manager = await server.StartManagerAsync();

        var result = await manager.GetNodesUsageAsync("r-3", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        Assert.Equal(["n1", "n2"], result.Nodes.Select(node => node.Id.Value));
    }

    [Fact]
    public async Task GetNodesUsage_NodesThatWereLentOnce_AreNotAmongThem()
    {
        await using var server = new NodeServer();
        var before = WireManager.Node("n1");
        before.ReleasedTimeTimestampMs = 1_700_000_000_000;
        server.Manager.OnUsage = (_, _) => Task.FromResult(
            new GetNodesUsageReply { Nodes = { before, WireManager.Node("n2"), WireManager.Node("n1") } });
        var manager = await server.StartManagerAsync();

        var result = await manager.GetNodesUsageAsync("r-3", CancellationToken.None);

        Assert.Equal(["n2", "n1"], result.Nodes.Select(node => node.Id.Value));
    }

    [Fact]
    public async Task GetNodesUsage_SameNodeTwice_FailsAndNamesIt()
    {
        await using var server = new NodeServer();
        server.Manager.OnUsage = (_, _) => Task.FromResult(
            new GetNodesUsageReply { Nodes = { WireManager.Node("n1"), WireManager.Node("n1") } });
        var manager = await server.StartManagerAsync();

        var result = await manager.GetNodesUsageAsync("r-3", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Failed, result.Outcome);
        Assert.Equal("Node 'n1' is in the list twice.", result.Message);
        Assert.Empty(result.Nodes);
    }

    [Fact]
    public async Task GetNodesUsage_UnavailableOnce_IsRepeated()
    {
        await using var server = new NodeServer();
        server.Manager.OnUsage = (_, _) => server.Manager.Usages.Count == 1
            ? throw new RpcException(new GrpcStatus(StatusCode.Unavailable, "starting"))
            : Task.FromResult(new GetNodesUsageReply());
        var manager = await server.StartManagerAsync();

        var result = await manager.GetNodesUsageAsync("r-3", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        Assert.Equal(2, server.Manager.Usages.Count);
    }

    private static async Task<T> NeverAsync<T>(ServerCallContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        throw new InvalidOperationException("An endless delay ended.");
    }
}
