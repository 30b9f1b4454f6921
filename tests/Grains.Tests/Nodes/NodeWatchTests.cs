using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>What nodes say of themselves is compared with what is known of them.</summary>
public sealed class NodeWatchTests
{
    /// <summary>Graces are minutes: steps of half the polls' interval.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Poll_GoodAnswer_TellsWhatIsUsed()
    {
        await using var cluster = await WatchingAsync("n1");

        await cluster.PassesUntilAsync(async () => (await NodeAsync(cluster)).Measured is not null);

        Assert.Equal(200, (await NodeAsync(cluster)).Measured!.Value.MemoryMegabytes);
    }

    [Fact]
    public async Task Poll_ContainerThatNobodyKnows_IsRemovedAfterTheGraceAndNotBefore()
    {
        await using var cluster = await WatchingAsync("n1");
        cluster.Nodes["n1"].Put("stray");
        await cluster.PassesUntilAsync(async () => (await NodeAsync(cluster)).UnknownContainers == 1);
        var seen = cluster.Clock.GetUtcNow();

        await cluster.PassesUntilAsync(() => Task.FromResult(cluster.Nodes["n1"].Removed.Contains("stray")), s_step);

        Assert.True(cluster.Clock.GetUtcNow() - seen >= cluster.Options.Stats.StrayGrace - TimeSpan.FromSeconds(1));
        await cluster.StatusAsync(status => status.StraysRemoved == 1);
    }

    [Fact]
    public async Task Create_NoAnswerInTime_IsNotConfirmedAndWhatItMadeIsRemoved()
    {
        await using var cluster = await WatchingAsync("n1");
        var node = cluster.Nodes["n1"];
        node.Create = order =>
        {
            node.Put($"lost-{order.Name}");
            node.Create = null;
            return Task.FromResult(new CreateContainerResult(PlatformOutcome.TimedOut, Message: "no answer"));
        };

        var reply = await cluster.Function().AssignToTheEndAsync("r1");
        await cluster.PassesUntilAsync(
            () => Task.FromResult(node.Removed.Any(gone => gone.StartsWith("lost-", StringComparison.Ordinal))),
            s_step);

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal(reply.Location!.ContainerId, Assert.Single(node.Containers));
    }

    [Fact]
    public async Task Poll_FunctionsSharingSlots_AreToldWhatTheirSlotsUse()
    {
        await using var cluster = await WatchingAsync("n1");
        var request = new AssignRequest
        {
            RequestId = "r1",
            MemoryMegabytes = 128,
            Wait = TimeSpan.FromSeconds(30),
            MayShare = true,
        };
        var grain = cluster.Function().Grain;
        await grain.Assign(request).EndsAsync();

        await cluster.PassesUntilAsync(async () => (await grain.GetStatus()).Use?.MemoryMegabytes is not null);
    }

    [Fact]
    public async Task Poll_ContainerIsGone_ItsSlotIsLost()
    {
        await using var cluster = await WatchingAsync("n1");
        var reply = await cluster.Function().AssignAsync("r1");

        cluster.Nodes["n1"].Kill(reply.Location!.ContainerId);
        await cluster.PassesUntilAsync(async () => (await cluster.Function().StatusAsync()).SlotsForgotten == 1);

        Assert.Equal(0, (await cluster.Shard().GetStatus()).Slots);
        Assert.Equal(0, cluster.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Poll_MachineWasGivenToAnotherUse_ItsSlotsAreLost()
    {
        await using var cluster = await WatchingAsync("n1");
        await cluster.Function().AssignAsync("r1");
        await cluster.PassesUntilAsync(async () => (await NodeAsync(cluster)).Measured is not null);

        cluster.Nodes["n1"].LiveId = "second";
        await cluster.PassesUntilAsync(async () => (await cluster.Function().StatusAsync()).SlotsForgotten == 1);

        Assert.Empty((await cluster.Shard().GetStatus()).Nodes);
        await cluster.PassesUntilAsync(async () => (await cluster.Shard().GetStatus()).Nodes.Length == 1);
        Assert.Equal(AssignOutcome.Granted, (await cluster.Function().AssignAsync("r2")).Outcome);
    }

    [Fact]
    public async Task Poll_NegativeMemory_QuarantinesTheNode()
    {
        await using var cluster = await WatchingAsync("n1", "n2");
        cluster.Nodes["n1"].Stats = () => new NodeStatsResult(
            PlatformOutcome.Ok,
            new NodeStats("first", new Resources(4_096, 2_000), new Resources(-1, 5), []));

        await cluster.PassesUntilAsync(async () => (await NodeAsync(cluster)).Health == NodeHealth.Quarantined);
        var reply = await cluster.Function().AssignAsync("r1");

        Assert.Equal("n2", reply.Location!.NodeId);
    }

    [Fact]
    public async Task Poll_NodeDoesNotAnswer_GetsNoMoreSlotsAndIsLostInTheEnd()
    {
        await using var cluster = await WatchingAsync("n1", "n2");
        var reply = await cluster.Function().AssignAsync("r1");
        var node = cluster.Nodes[reply.Location!.NodeId];
        node.Stats = () => new NodeStatsResult(PlatformOutcome.Unavailable);

        await cluster.PassesUntilAsync(
            async () => (await cluster.Function().StatusAsync()).SlotsForgotten == 1, TimeSpan.FromMilliseconds(500));

        var other = await cluster.Function().AssignAsync("r2");
        Assert.NotEqual(reply.Location.NodeId, other.Location!.NodeId);
    }

    private static Task<NodeCluster> WatchingAsync(params string[] nodes)
    {
        var cluster = new NodeCluster().With(nodes);
        cluster.Options.Stats.Interval = TimeSpan.FromMilliseconds(500);
        return cluster.StartAsync();
    }

    /// <summary>Also awakes the shard: nothing watches nodes before it is first asked.</summary>
    private static async Task<Contracts.Nodes.NodeView> NodeAsync(NodeCluster cluster) =>
        (await cluster.Shard().GetStatus().EndsAsync()).Nodes[0];
}
