using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>A shard that is activated anew finds its nodes and what stands on them.</summary>
public sealed class PlacementRecoveryTests
{
    private readonly SharedStore _store = new();

    [Fact]
    public async Task Deactivate_FunctionsHoldContainers_KeepThemAndTheirRoom()
    {
        await using var cluster = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await cluster.Function($"f{i}").AssignSharedAsync($"r{i}", timeoutSeconds: 3_600);
        }

        await cluster.DeactivateShardAsync();
        var before = await cluster.Shard().GetStatus();
        await cluster.PassAsync(TimeSpan.FromMinutes(4));

        var after = await cluster.Shard().GetStatus();
        Assert.Equal((0, 3, 3 * 128), (before.Slots, before.Nodes[0].UnknownContainers, before.Used.MemoryMegabytes));
        Assert.Equal((3, 0, 3 * 128), (after.Slots, after.Nodes[0].UnknownContainers, after.Used.MemoryMegabytes));
        Assert.Equal(3, cluster.Nodes.Containers.Count);
        Assert.Equal(0, after.StraysRemoved);
    }

    [Fact]
    public async Task Deactivate_NodeIsFull_NothingIsPlacedOverWhatStandsThere()
    {
        var unstarted = Unstarted();
        unstarted.Options.Configured[0].MemoryMegabytes = 300;
        await using var cluster = await unstarted.StartAsync();
        var held = await cluster.Function("f").AssignAsync("r1");
        await cluster.Function("g").AssignAsync("r2");

        await cluster.DeactivateShardAsync();
        var refused = await cluster.Function("h").AssignToTheEndAsync("r3", TimeSpan.FromSeconds(3));
        Assert.Equal(AssignOutcome.Rejected, refused.Outcome);
        Assert.Equal(2, cluster.Nodes.Containers.Count);

        await cluster.Function("f").IdleAsync("r1", held.InstanceId, needDestroy: true);
        var granted = await cluster.Function("h").AssignToTheEndAsync("r4", TimeSpan.FromSeconds(30));
        Assert.Equal(AssignOutcome.Granted, granted.Outcome);
    }

    [Fact]
    public async Task Deactivate_FunctionToo_BothFindWhatTheyHad()
    {
        await using var cluster = await StartAsync();
        var held = await cluster.Function().AssignAsync("r1");

        await cluster.Functions.Cluster.DeactivateAsync(cluster.Function().Grain);
        await cluster.DeactivateShardAsync();
        Assert.Equal(IdleOutcome.Done, await cluster.Function().IdleAsync("r1", held.InstanceId));
        var again = await cluster.Function().AssignAsync("r2");

        Assert.Equal(held.InstanceId, again.InstanceId);
        await cluster.StatusAsync(status => status is { Slots: 1, Used.MemoryMegabytes: 128 });
    }

    [Fact]
    public async Task Activate_ContainerThatNobodyClaims_TakesRoomUntilItIsRemovedAfterTheGrace()
    {
        await using var cluster = await StartAsync();
        cluster.Nodes["n1"].Put("stray");
        var begun = cluster.Clock.GetUtcNow();

        Assert.Equal(128, (await cluster.Shard().GetStatus()).Used.MemoryMegabytes);
        await cluster.PassesUntilAsync(
            () => Task.FromResult(cluster.Nodes.Containers.Count == 0), TimeSpan.FromMilliseconds(500));

        Assert.InRange(
            cluster.Clock.GetUtcNow() - begun,
            cluster.Options.ClaimGrace,
            cluster.Options.ClaimGrace + TimeSpan.FromSeconds(10));
        await cluster.PassesUntilAsync(async () => (await cluster.Shard().GetStatus()).Used.MemoryMegabytes == 0);
    }

    [Fact]
    public async Task Claim_ContainerIsGone_IsLostAndRepeatedClaimsSayTheSame()
    {
        await using var cluster = await StartAsync();
        var slots = Claims("0|n1|n1|10500|s1|gone", "0|n1|n1|10500|s2|there", "0|n9|n9|10500|s3|c", "no slot");
        cluster.Nodes["n1"].Put("there");

        string[] lost = [.. await cluster.Shard().Claim([.. slots])];
        Assert.Equal(["0|n1|n1|10500|s1|gone", "no slot"], lost);
        Assert.Equal<string>(lost, await cluster.Shard().Claim([.. slots]));

        // Nobody knows a node n9, and by now it would have come.
        await cluster.PassAsync(cluster.Options.ClaimGrace);
        Assert.Equal<string>(
            [lost[0], "0|n9|n9|10500|s3|c", lost[1]], await cluster.Shard().Claim([.. slots]));
        Assert.Equal(1, (await cluster.Shard().GetStatus()).Slots);
    }

    [Fact]
    public async Task Activate_NodeDoesNotAnswer_GetsNothingUntilItHas()
    {
        var unstarted = Unstarted("n1", "n2");
        unstarted.Nodes["n1"].Stats = () =>
            new Platforms.Nodes.NodeStatsResult(Platforms.PlatformOutcome.TimedOut);
        await using var cluster = await unstarted.StartAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("n2", (await cluster.Function($"f{i}").AssignAsync($"r{i}")).Location!.NodeId);
        }
    }

    [Fact]
    public async Task Activate_RegisteredNode_IsThereAgainAndItsLeaseHolds()
    {
        await using var cluster = await StartAsync();
        var joined = await cluster.Shard().Register(PlacementGrainTests.Registration("edge"));
        await Eventually.HoldsAsync(() => _store.Has("nodes"));

        await cluster.DeactivateShardAsync();

        Assert.Equal(2, (await cluster.Shard().GetStatus()).Nodes.Length);
        Assert.True(await cluster.Shard().Renew("edge", joined.Registration, TimeSpan.FromSeconds(10)));
        await cluster.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Single((await cluster.Shard().GetStatus()).Nodes);
    }

    [Fact]
    public async Task Activate_RecordOfANewerVersion_IsRefusedAndLeftAlone()
    {
        await using var cluster = await StartAsync();
        await cluster.Shard().Register(PlacementGrainTests.Registration("edge"));
        await Eventually.HoldsAsync(() => _store.Has("nodes"));
        await cluster.DeactivateShardAsync();
        _store.Change("nodes", record => record["Version"] = 99);
        var writes = _store.Writes;

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => cluster.Shard().GetStatus().EndsAsync());

        Assert.IsType<LedgerRefusedException>(fault.GetBaseException());
        Assert.Contains("version 99", fault.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Equal(writes, _store.Writes);
    }

    [Fact]
    public async Task Activate_StoreIsDown_GoesOnWithConfiguredNodesAndFindsTheOthersLater()
    {
        await using var cluster = await StartAsync();
        await cluster.Shard().Register(
            PlacementGrainTests.Registration("edge") with { Lease = TimeSpan.FromHours(1) });
        await Eventually.HoldsAsync(() => _store.Has("nodes"));
        await cluster.DeactivateShardAsync();
        _store.IsDown = true;

        Assert.Single((await cluster.Shard().GetStatus()).Nodes);
        Assert.Equal(AssignOutcome.Granted, (await cluster.Function().AssignToTheEndAsync("r1")).Outcome);
        _store.IsDown = false;

        await cluster.PassesUntilAsync(async () => (await cluster.Shard().GetStatus()).Nodes.Length == 2);
    }

    [Fact]
    public async Task Write_AnotherActivationHasTheShard_ThisOneGoesAndTouchesNothing()
    {
        var manager = new FakeManager { Left = 1 };
        await using var cluster = await Unstarted(manager).StartAsync();
        var held = await cluster.Function().AssignToTheEndAsync("r1");
        await Eventually.HoldsAsync(() => _store.Has("nodes"));
        _store.Change("nodes", record => record["Epoch"] = (long)record["Epoch"]! + 1);

        await cluster.Shard().Register(PlacementGrainTests.Registration("edge"));

        var status = await cluster.StatusAsync(status => status.Nodes.All(node => node.NodeId != "edge"));
        Assert.Equal(held.Location!.NodeId, Assert.Single(status.Nodes).NodeId);
        Assert.Empty(manager.Released);
        Assert.Single(cluster.Nodes.Containers);
    }

    private static IEnumerable<StandingSlot> Claims(params string[] ids) =>
        ids.Select((id, number) => new StandingSlot(id, PlacementGrainTests.Wish($"s{number + 1}")));

    private Task<NodeCluster> StartAsync() => Unstarted().StartAsync();

    private NodeCluster Unstarted(params string[] nodes)
    {
        var cluster = new NodeCluster { Store = _store }.With(nodes.Length == 0 ? ["n1"] : nodes);
        cluster.Options.Stats.Interval = TimeSpan.FromMilliseconds(500);
        cluster.Functions.Policies.KeepAlive = TimeSpan.FromHours(1);
        return cluster;
    }

    private NodeCluster Unstarted(FakeManager manager)
    {
        var cluster = new NodeCluster { Store = _store, Manager = manager };
        cluster.Options.Stats.Interval = TimeSpan.FromMilliseconds(500);
        return cluster;
    }
}
