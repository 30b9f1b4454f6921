using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Nodes are lent by a resource manager that is slow, exhausted or wrong.</summary>
public sealed class ResourceManagerTests
{
    [Fact]
    public async Task Assign_NoNodeYet_OrdersOneAndIsServedThere()
    {
        await using var cluster = await new NodeCluster { Manager = new FakeManager { Left = 20 } }.StartAsync();

        var reply = await cluster.Function().AssignToTheEndAsync("r1");

        Assert.Equal("n1", reply.Location!.NodeId);
    }

    [Fact]
    public async Task Assign_BurstThatOneNodeHolds_OrdersNoMoreThanIsNeeded()
    {
        var manager = new FakeManager { Left = 20 };
        var unstarted = new NodeCluster { Manager = manager };
        unstarted.Functions.Pools.InitialSlots = 16;
        unstarted.Options.CreatesPerNode = 16;
        await using var cluster = await unstarted.StartAsync();

        await cluster.Function().AssignToTheEndAsync("r1");
        await cluster.PassesUntilAsync(async () => (await cluster.Shard().GetStatus()).Slots == 16);

        // 16 slots of 128 MB fill two thirds of one node; a second one may be had for headroom.
        Assert.InRange((await cluster.Shard().GetStatus()).Nodes.Length, 1, 2);
        Assert.InRange(manager.Asked, 1, 2);
    }

    [Fact]
    public async Task Assign_ManagerExhausted_WaiterKeepsItsDeadlineAndIsServedWhenANodeComes()
    {
        var manager = new FakeManager { Left = 0 };
        await using var cluster = await new NodeCluster { Manager = manager }.StartAsync();

        var late = await cluster.Function("late").AssignToTheEndAsync("r1", TimeSpan.FromSeconds(3));
        Assert.Equal((AssignOutcome.Rejected, Reason.WaitDeadline), (late.Outcome, late.Reason));
        var patient = cluster.Function("patient").AssignToTheEndAsync("r2", TimeSpan.FromSeconds(120));
        await Eventually.HoldsAsync(() => manager.Asked > 0);
        manager.Left = 1;

        Assert.Equal(AssignOutcome.Granted, (await patient).Outcome);
    }

    [Fact]
    public async Task Order_ManagerIsSlow_OtherCallsGoOn()
    {
        var slow = new TaskCompletionSource();
        var manager = new FakeManager { Left = 1, Ready = slow.Task };
        await using var cluster = await new NodeCluster { Manager = manager }.StartAsync();
        var assign = cluster.Function().AssignToTheEndAsync("r1");
        var status = await cluster.StatusAsync(status => status.Orders == 1);

        Assert.Equal(1, status.Waiting);
        slow.SetResult();

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
    }

    [Fact]
    public async Task Order_SameNodeTwice_IsCountedAndNeverFilledTwice()
    {
        var manager = new FakeManager { Left = 50, Offer = () => FakeManager.OfferOf("always-me") };
        var unstarted = new NodeCluster { Manager = manager };
        unstarted.Functions.Pools.InitialSlots = 40;
        await using var cluster = await unstarted.StartAsync();

        await cluster.Function().AssignToTheEndAsync("r1");
        await cluster.PassesUntilAsync(async () => (await cluster.Shard().GetStatus()).ManagerFaults > 0);
        var status = await cluster.StatusAsync(status => status.Slots == 24);

        Assert.Single(status.Nodes);
        Assert.Equal(3_072, status.Used.MemoryMegabytes);
        Assert.Equal(24, cluster.Nodes.Containers.Count);
        Assert.DoesNotContain("always-me", manager.Released);
    }

    [Fact]
    public async Task Order_NodeThatAnotherShardHas_IsNotUsedByBoth()
    {
        var manager = new FakeManager { Left = 50, Offer = () => FakeManager.OfferOf("always-me") };
        var unstarted = new NodeCluster { Manager = manager };
        unstarted.Options.Shards = 2;
        await using var cluster = await unstarted.StartAsync();
        await PlacementGrainTests.PlaceAsync(cluster, 0, null, PlacementGrainTests.Wish("t1"));
        await cluster.StatusAsync(status => status.Nodes.Length == 1, shard: 0);

        await PlacementGrainTests.PlaceAsync(cluster, 1, null, PlacementGrainTests.Wish("t2"));
        await Eventually.HoldsAsync(() => manager.Asked >= 2);
        await cluster.StatusAsync(status => status.Orders == 0, shard: 1);

        Assert.Empty((await cluster.Shard(1).GetStatus()).Nodes);
    }

    [Fact]
    public async Task Release_NodeEmptyForLong_IsGivenBack()
    {
        var manager = new FakeManager { Left = 20 };
        var unstarted = new NodeCluster { Manager = manager };
        unstarted.Options.Fleet = unstarted.Options.Fleet with { MinimumNodes = 0 };
        await using var cluster = await unstarted.StartAsync();
        var reply = await cluster.Function().AssignToTheEndAsync("r1");
        await cluster.Function().IdleAsync("r1", reply.InstanceId);

        await cluster.PassesUntilAsync(
            () => Task.FromResult(manager.Released.Contains("n1")), TimeSpan.FromSeconds(5));

        await cluster.StatusAsync(status => status is { Nodes.Length: 0, Leaving: 0 });
    }
}
