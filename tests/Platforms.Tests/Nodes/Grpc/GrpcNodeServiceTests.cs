using Grpc.Core;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;
using ContainerStats = OrleansScaler.Platforms.Nodes.ContainerStats;
using GrpcStatus = Grpc.Core.Status;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>What goes to a node, and what is made of its answers.</summary>
public sealed class GrpcNodeServiceTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(200);

    private static readonly ContainerOrder s_order = new(
        "r-1",
        "s-1",
        new FunctionSpec
        {
            Key = new FunctionKey("acme/f9"),
            Tenant = "acme",
            Handler = "index.handler",
            MemoryMegabytes = 127.5,
            Timeout = TimeSpan.FromSeconds(60),
        });

    [Fact]
    public async Task CreateContainer_Ok_SendsTheFunctionWithoutItsTenant()
    {
        await using var server = new NodeServer();
        var node = await server.StartNodeAsync();

        var result = await node.CreateContainerAsync(s_order, CancellationToken.None);

        Assert.Equal(new CreateContainerResult(PlatformOutcome.Ok, "c1"), result);
        var sent = new CreateContainerRequest
        {
            RequestId = "r-1",
            Name = "s-1",
            FunctionMeta = new FunctionMeta
            {
                FunctionName = "f9",
                Handler = "index.handler",
                TimeoutInMs = 60_000,
                MemoryInBytes = 133_693_440, // 127.5 × 1,048,576
            },
        };
        Assert.Equal(sent, Assert.Single(server.Node.Creates));
    }

    [Fact]
    public async Task CreateContainer_NoAnswerInTime_TimesOutAndIsNotRepeated()
    {
        await using var server = new NodeServer();
        server.Options.CreateTimeout = s_short;
        server.Node.OnCreate = (_, context) => NeverAsync<CreateContainerReply>(context);
        var node = await server.StartNodeAsync();

        var result = await node.CreateContainerAsync(s_order, CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.True(server.Node.Creates.Count <= 1);
    }

    [Fact]
    public async Task CreateContainer_ConnectionBreaksBeforeTheAnswer_TimesOutAndIsNotRepeated()
    {
        await using var server = new NodeServer();
        server.Node.OnCreate = (_, context) => BreakAsync<CreateContainerReply>(context);
        var node = await server.StartNodeAsync();

        var result = await node.CreateContainerAsync(s_order, CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.Single(server.Node.Creates);
    }

    [Fact]
    public async Task CreateContainer_NodeIsFull_IsThrottledAtOnce()
    {
        await using var server = new NodeServer();
        server.Node.OnCreate = (_, _) =>
            throw new RpcException(new GrpcStatus(StatusCode.ResourceExhausted, "no memory left"));
        var node = await server.StartNodeAsync();

        var result = await node.CreateContainerAsync(s_order, CancellationToken.None);

        Assert.Equal(PlatformOutcome.Throttled, result.Outcome);
        Assert.Single(server.Node.Creates);
    }

    [Fact]
    public async Task CreateContainer_NoContainerId_Fails()
    {
        await using var server = new NodeServer();
        server.Node.OnCreate = (_, _) => Task.FromResult(new CreateContainerReply());
        var node = await server.StartNodeAsync();

        var result = await node.CreateContainerAsync(s_order, CancellationToken.None);

        Assert.Equal(
            new CreateContainerResult(
                PlatformOutcome.Failed, Message: "The id of the new container is empty."),
            result);
    }

    [Fact]
    public async Task Reserve_UnavailableOnce_IsRepeated()
    {
        await using var server = new NodeServer();
        server.Node.OnReserve = (_, _) => server.Node.Reserves.Count == 1
            ? throw new RpcException(new GrpcStatus(StatusCode.Unavailable, "starting"))
            : Task.FromResult(new ReserveReply());
        var node = await server.StartNodeAsync();

        var result = await node.ReserveAsync("r-2", "acme", CancellationToken.None);

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        var sent = new ReserveRequest { RequestId = "r-2", OwnerAccountId = "acme" };
        Assert.Equal([sent, sent], server.Node.Reserves);
    }

    [Fact]
    public async Task RemoveContainer_ConnectionBreaksBeforeTheAnswer_IsRepeated()
    {
        await using var server = new NodeServer();
        server.Node.OnRemove = (_, context) => server.Node.Removes.Count == 1
            ? BreakAsync<RemoveContainerReply>(context)
            : Task.FromResult(new RemoveContainerReply());
        var node = await server.StartNodeAsync();

        var result = await node.RemoveContainerAsync("r-3", "c1", CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        var sent = new RemoveContainerRequest { RequestId = "r-3", ContainerId = "c1" };
        Assert.Equal([sent, sent], server.Node.Removes);
    }

    [Fact]
    public async Task RemoveContainer_Unknown_IsNotFound()
    {
        await using var server = new NodeServer();
        server.Node.OnRemove = (_, _) => throw new RpcException(new GrpcStatus(StatusCode.NotFound, "c9"));
        var node = await server.StartNodeAsync();

        var result = await node.RemoveContainerAsync("r-3", "c9", CancellationToken.None);

        Assert.Equal(PlatformOutcome.NotFound, result.Outcome);
    }

    [Fact]
    public async Task GetStats_Ok_IsReadInMegabytesAndMillicoresInTheOrderOfIds()
    {
        await using var server = new NodeServer();
        var node = await server.StartNodeAsync();

        var result = await node.GetStatsAsync("r-4", CancellationToken.None);

        var stats = result.Stats!;
        Assert.Equal("live-1", stats.LiveId);
        Assert.Equal(new Resources(4_096, 2_000), stats.Total);
        Assert.Equal(new Resources(1_024, 375), stats.Used);
        ContainerStats[] containers =
            [new("c1", 128, new Resources(64, 250)), new("c2", 128, new Resources(64, 250))];
        Assert.Equal(containers, stats.Containers);
    }

    [Fact]
    public async Task GetStats_NoAnswerInTime_TimesOutAndIsNotRepeated()
    {
        await using var server = new NodeServer();
        server.Options.StatsTimeout = s_short;
        server.Node.OnStats = (_, context) => NeverAsync<GetStatsReply>(context);
        var node = await server.StartNodeAsync();

        var result = await node.GetStatsAsync("r-4", CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.TimedOut, result.Outcome);
        Assert.True(server.Node.StatsAsked.Count <= 1);
    }

    [Fact]
    public async Task GetStats_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new NodeServer();
        server.Node.OnStats = (_, context) => NeverAsync<GetStatsReply>(context);
        var node = await server.StartNodeAsync();

        var stats = node.GetStatsAsync("r-4", cancelled.Token).AsTask();
        await Eventually.HoldsAsync(() => !server.Node.StatsAsked.IsEmpty);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stats.EndsAsync());
    }

    private static async Task<T> NeverAsync<T>(ServerCallContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        throw new InvalidOperationException("An endless delay ended.");
    }

    private static async Task<T> BreakAsync<T>(ServerCallContext context)
    {
        context.GetHttpContext().Abort();
        return await NeverAsync<T>(context);
    }
}
