using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Where nodes are full and none can be had, idle slots of other functions make room.</summary>
public sealed class RoomSeekingTests
{
    [Fact]
    public async Task Assign_NodesFullOfIdleSlots_AnotherFunctionsGoesAndTheWaiterIsServed()
    {
        await using var cluster = await SmallAsync();
        var first = await cluster.Function("idle").AssignAsync("r1", megabytes: 2_000);
        await cluster.Function("idle").IdleAsync("r1", first.InstanceId);

        var reply = await cluster.Function("wants").AssignToTheEndAsync("r2", TimeSpan.FromSeconds(20));

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        var status = await cluster.Function("idle").StatusAsync(status => status.SlotsForgotten == 1);
        Assert.Contains(status.Decisions, decision => decision.Reason == Reason.MemoryPressure);
        Assert.Single(cluster.Nodes.Containers);
    }

    [Fact]
    public async Task Assign_NodesFullOfBusySlots_NoneIsTakenAway()
    {
        await using var cluster = await SmallAsync();
        await cluster.Function("busy").AssignAsync("r1", megabytes: 2_000);

        var reply = await cluster.Function("wants").AssignToTheEndAsync("r2", TimeSpan.FromSeconds(5));

        Assert.Equal((AssignOutcome.Rejected, Reason.WaitDeadline), (reply.Outcome, reply.Reason));
        Assert.Equal(1, (await cluster.Function("busy").StatusAsync()).Busy);
    }

    /// <summary>One node that holds one slot: 128 MB fit nowhere beside 2,000.</summary>
    private static async Task<NodeCluster> SmallAsync()
    {
        var cluster = new NodeCluster().With("n1");
        cluster.Options.Configured[0].MemoryMegabytes = 2_050;
        cluster.Functions.Policies.KeepAlive = TimeSpan.FromHours(1);
        return await cluster.StartAsync();
    }
}
