using System.Net;
using System.Net.Sockets;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Platforms.Nodes.Grpc;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>One connection per node, kept and dropped.</summary>
public sealed class GrpcNodeConnectorTests
{
    private static readonly NodeEndpoint s_one = new("127.0.0.1", 10_001);
    private static readonly NodeEndpoint s_two = new("127.0.0.1", 10_002);
    private static readonly NodeEndpoint s_three = new("node-3.example", 10_001);

    [Fact]
    public void Connect_SameAddress_IsTheSameService()
    {
        using var connector = new GrpcNodeConnector(new NodeCallOptions(), TimeProvider.System);

        var first = connector.Connect(s_one);
        var other = connector.Connect(s_two);

        Assert.Same(first, connector.Connect(s_one));
        Assert.NotSame(first, other);
        Assert.Equal(2, connector.Count);
    }

    [Fact]
    public void Forget_Known_MakesTheNextOneNew()
    {
        using var connector = new GrpcNodeConnector(new NodeCallOptions(), TimeProvider.System);
        var first = connector.Connect(s_one);

        connector.Forget(s_one);
        connector.Forget(s_two);

        Assert.Equal(0, connector.Count);
        Assert.NotSame(first, connector.Connect(s_one));
    }

    [Fact]
    public void Connect_BeyondTheBound_DropsTheOneAskedForLongestAgo()
    {
        var options = new NodeCallOptions { MaximumConnections = 2 };
        using var connector = new GrpcNodeConnector(options, TimeProvider.System);
        var one = connector.Connect(s_one);
        var two = connector.Connect(s_two);
        connector.Connect(s_one);

        connector.Connect(s_three);

        Assert.Equal(2, connector.Count);
        Assert.Same(one, connector.Connect(s_one));
        Assert.NotSame(two, connector.Connect(s_two));
    }

    [Fact]
    public async Task Call_OverAConnectionThatWasForgotten_IsUnavailable()
    {
        await using var server = new NodeServer();
        await server.StartAsync();
        using var connector = new GrpcNodeConnector(server.Options, TimeProvider.System);
        var node = connector.Connect(server.Endpoint);
        var before = await node.ReserveAsync("r-1", "", CancellationToken.None);

        connector.Forget(server.Endpoint);
        var after = await node.ReserveAsync("r-2", "", CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.Ok, before.Outcome);
        Assert.Equal(PlatformOutcome.Unavailable, after.Outcome);
    }

    [Fact]
    public async Task CreateContainer_NobodyListens_IsUnavailable()
    {
        // Bound and not listening: nobody else can take the port, and connecting to it is refused.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var endpoint = new NodeEndpoint("127.0.0.1", ((IPEndPoint)taken.LocalEndPoint!).Port);
        var options = new NodeCallOptions { RetryAfter = TimeSpan.FromMilliseconds(1) };
        using var connector = new GrpcNodeConnector(options, TimeProvider.System);
        var order = new ContainerOrder(
            "r-1", "s-1", new() { Key = new("f"), MemoryMegabytes = 128 });

        var result = await connector.Connect(endpoint)
            .CreateContainerAsync(order, CancellationToken.None).EndsAsync();

        Assert.Equal(PlatformOutcome.Unavailable, result.Outcome);
    }
}
