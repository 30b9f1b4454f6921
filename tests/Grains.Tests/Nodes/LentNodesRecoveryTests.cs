using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Lent nodes are found again, and those that nobody has are given back.</summary>
public sealed class LentNodesRecoveryTests
{
    private readonly SharedStore _store = new();
    private readonly FakeManager _manager = new() { Left = 5 };
    private readonly FakeNodes _nodes = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Deactivate_LentNodeWithASlot_IsKept()
    {
        await using var cluster = await StartAsync();
        var held = await cluster.Function().AssignToTheEndAsync("r1");

        await cluster.DeactivateShardAsync();
        await cluster.Function().IdleAsync("r1", held.InstanceId);
        await cluster.PassAsync(TimeSpan.FromMinutes(4));

        var node = Assert.Single((await cluster.Shard().GetStatus()).Nodes);
        Assert.Equal(("n1", NodeOrigin.Ordered, 1), (node.NodeId, node.Origin, node.Slots));
        Assert.Empty(_manager.Released);
        Assert.Single(_nodes.Containers);
    }

    [Fact]
    public async Task Deactivate_LentNodeWhoseSlotGoes_IsGivenBackAfterTheGrace()
    {
        await using var cluster = await StartAsync();
        var held = await cluster.Function().AssignToTheEndAsync("r1");
        await cluster.DeactivateShardAsync();
        await cluster.Shard().GetStatus();
        var begun = _clock.GetUtcNow();

        await cluster.Function().IdleAsync("r1", held.InstanceId, needDestroy: true);
        await cluster.PassesUntilAsync(
            async () => (await cluster.Shard().GetStatus()).Nodes.IsEmpty && _manager.Lending.Count == 0,
            TimeSpan.FromSeconds(1));

        Assert.True(_clock.GetUtcNow() - begun >= cluster.Options.ClaimGrace);
    }

    [Fact]
    public async Task Crash_OfTheWholeServer_TheNextOneGoesOnWithNodesAndSlots()
    {
        await using var dead = await StartAsync();
        var held = await dead.Function().AssignToTheEndAsync("r1");
        await Eventually.HoldsAsync(() => _store.Has("nodes") && _store.Has("slots"));
        dead.Crash();

        await using var cluster = await StartAsync();
        await cluster.Function().Grain.CountSlots();
        await cluster.StatusAsync(status => status is { Slots: 1, Used.MemoryMegabytes: 128, Nodes.Length: 1 });

        Assert.Equal(["n1"], _manager.Lending);
        Assert.Equal([held.Location!.ContainerId], _nodes.Containers);
    }

    [Fact]
    public async Task Crash_BeforeTheNodeWasStored_TheFunctionsClaimFindsIt()
    {
        await using var dead = await StartAsync();
        await dead.Function().AssignToTheEndAsync("r1");
        await Eventually.HoldsAsync(() => _store.Has("nodes") && _store.Has("slots"));
        dead.Crash();
        _store.Change("nodes", record => record["Nodes"]!.AsArray().Clear());

        await using var cluster = await StartAsync();
        Assert.Empty((await cluster.Shard().GetStatus()).Nodes);
        await cluster.Function().Grain.CountSlots();

        await cluster.StatusAsync(status => status is { Slots: 1, Used.MemoryMegabytes: 128, Nodes.Length: 1 });
        Assert.Empty(_manager.Released);
        Assert.Single(_nodes.Containers);
    }

    [Fact]
    public async Task Usage_NodeThatNobodyHas_IsGivenBackByOneShardAfterTheGrace()
    {
        _manager.LendUnheard("x1");
        _manager.LendUnheard("x2");
        await using var cluster = await StartAsync(shards: 3);
        var begun = _clock.GetUtcNow();
        for (var shard = 0; shard < 3; shard++)
        {
            await cluster.Shard(shard).GetStatus();
        }

        await cluster.PassesUntilAsync(
            () => Task.FromResult(_manager.Lending.Count == 0), TimeSpan.FromMilliseconds(500));
        Assert.True(_clock.GetUtcNow() - begun >= cluster.Options.ClaimGrace);
        await cluster.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(["x1", "x2"], _manager.Released.Order());
    }

    [Fact]
    public async Task Usage_NodeOfAnotherAccount_IsLeftAlone()
    {
        _manager.LendUnheard("x1");
        _nodes["x1"].Stats = () => new NodeStatsResult(
            PlatformOutcome.Ok,
            new NodeStats("first", new Resources(4_096, 2_000), new Resources(1, 1), []) { Owner = "somebody" });
        await using var cluster = await StartAsync();

        await cluster.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(_manager.Released);
    }

    [Fact]
    public async Task Usage_NodeOfAnotherShard_IsLeftToIt()
    {
        await using var cluster = await StartAsync(shards: 2);
        await PlacementGrainTests.PlaceAsync(cluster, 0, null, PlacementGrainTests.Wish("t1"));
        await PlacementGrainTests.PlaceAsync(cluster, 1, null, PlacementGrainTests.Wish("t2"));
        await Eventually.HoldsAsync(() => _manager.Lending.Count == 2);

        await cluster.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(_manager.Lending.Count, _manager.Asked - _manager.Released.Count);
        Assert.DoesNotContain(_manager.Released, _manager.Lending.Contains);
    }

    [Fact]
    public async Task Usage_ManagerHasForgottenANode_ItIsGoneAndTheFunctionIsTold()
    {
        await using var cluster = await StartAsync();
        await cluster.Function().AssignToTheEndAsync("r1");
        _manager.Left = 0;
        _manager.Forget();

        await cluster.PassAsync(cluster.Options.UsageEvery + TimeSpan.FromSeconds(15));

        Assert.Empty((await cluster.Shard().GetStatus()).Nodes);
        await cluster.Function().StatusAsync(status => status.SlotsForgotten == 1);
    }

    [Fact]
    public async Task Usage_ManagerDoesNotAnswer_NothingIsGivenUp()
    {
        await using var cluster = await StartAsync();
        await cluster.Function().AssignSharedAsync("r1", timeoutSeconds: 3_600);
        _manager.UsageOutcome = PlatformOutcome.Unavailable;
        await cluster.DeactivateShardAsync();

        await cluster.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single((await cluster.Shard().GetStatus()).Nodes);
        Assert.Single(_nodes.Containers);
    }

    private Task<NodeCluster> StartAsync(int shards = 1)
    {
        var cluster = new NodeCluster(_clock) { Store = _store, Manager = _manager, Nodes = _nodes };
        cluster.Options.Shards = shards;
        cluster.Options.Stats.Interval = TimeSpan.FromMilliseconds(500);
        cluster.Options.Fleet = cluster.Options.Fleet with { MinimumNodes = 0, HeadroomFraction = 0 };
        cluster.Functions.Policies.KeepAlive = TimeSpan.FromHours(1);
        return cluster.StartAsync();
    }
}
