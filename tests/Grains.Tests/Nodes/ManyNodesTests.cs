using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Real grains on simulated nodes, in real time.</summary>
public sealed class ManyNodesTests
{
    [Fact]
    public async Task Assign_TwoHundredColdAtOnceOnTwoHundredNodes_AllAreGranted()
    {
        await using var cluster = new SimulatedCluster(nodes: 200);
        await cluster.StartAsync();

        var calls = Enumerable.Range(0, 200).Select(number => AssignAsync(cluster.Grain($"f{number}"))).ToArray();
        var replies = await Task.WhenAll(calls);

        Assert.All(replies, reply => Assert.Equal(AssignOutcome.Granted, reply.Outcome));
        Assert.Equal(200, replies.Select(reply => reply.Location!.ContainerId).Distinct().Count());
        Assert.Equal(200, cluster.Nodes.Containers);
    }

    private static async Task<AssignReply> AssignAsync(IFunctionGrain grain)
    {
        var request = new AssignRequest
        {
            RequestId = "r1",
            MemoryMegabytes = 128,
            Wait = TimeSpan.FromSeconds(20),
        };
        var reply = await grain.Assign(request);
        while (reply.Outcome == AssignOutcome.Waiting)
        {
            reply = await grain.Assign(request);
        }

        return reply;
    }
}
