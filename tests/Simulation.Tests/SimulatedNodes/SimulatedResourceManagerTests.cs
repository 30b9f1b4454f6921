using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.SimulatedNodes;
using OrleansScaler.Testing;

namespace OrleansScaler.Simulation.Tests.SimulatedNodes;

public sealed class SimulatedResourceManagerTests
{
    private readonly FakeTimeProvider _clock = new();

    private readonly SimulatedNodeOptions _options = new() { Lent = 4, ReadyAtOnce = 2 };

    [Fact]
    public async Task ReserveNode_MoreThanAreReady_IsExhaustedAtOnceAndLaterNot()
    {
        var manager = Manager();

        var first = await ReserveAsync(manager);
        var second = await ReserveAsync(manager);
        var third = await ReserveAsync(manager);
        _clock.Advance(_options.ReadyAfter);
        var later = await ReserveAsync(manager);

        Assert.Equal(("lent-00000", "lent-00001"), (first.Node!.Id.Value, second.Node!.Id.Value));
        Assert.Equal(PlatformOutcome.Throttled, third.Outcome);
        Assert.Equal("lent-00002", later.Node!.Id.Value);
    }

    [Fact]
    public async Task ReserveNode_AllAreLent_StaysExhausted()
    {
        var manager = Manager();
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(_options.ReadyAfter);
            Assert.Equal(PlatformOutcome.Ok, (await ReserveAsync(manager)).Outcome);
        }

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(PlatformOutcome.Throttled, (await ReserveAsync(manager)).Outcome);
        var lent = await manager.GetNodesUsageAsync("u", CancellationToken.None);
        Assert.Equal(4, lent.Nodes.Count);
    }

    [Fact]
    public async Task ReleaseNode_WithAContainer_IsAnotherUseOfAnEmptyMachine()
    {
        var nodes = new SimulatedNodeConnector(_options, _clock);
        var manager = new SimulatedResourceManager(nodes, _options, _clock);
        var node = (await ReserveAsync(manager)).Node!;
        var service = nodes.Connect(node.Endpoint);
        var create = service.CreateContainerAsync(Order("s1"), CancellationToken.None);
        _clock.Advance(_options.CreateLatency);
        await create;
        var before = await service.GetStatsAsync("s", CancellationToken.None);

        await manager.ReleaseNodeAsync("r", node.Id, CancellationToken.None);
        var after = await service.GetStatsAsync("s", CancellationToken.None);

        Assert.Single(before.Stats!.Containers);
        Assert.Empty(after.Stats!.Containers);
        Assert.NotEqual(before.Stats.LiveId, after.Stats.LiveId);
    }

    [Fact]
    public async Task ReleaseNode_NotLent_IsNotFound()
    {
        var result = await Manager().ReleaseNodeAsync("r", new NodeId("nobody"), CancellationToken.None);

        Assert.Equal(PlatformOutcome.NotFound, result.Outcome);
    }

    [Fact]
    public async Task CreateContainer_BesideOthers_TakesLongerForEach()
    {
        var nodes = new SimulatedNodeConnector(_options, _clock);
        var service = nodes.Connect(new NodeEndpoint("node-00000", 1));

        var first = service.CreateContainerAsync(Order("s1"), CancellationToken.None).AsTask();
        var second = service.CreateContainerAsync(Order("s2"), CancellationToken.None).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(599));
        var early = second.IsCompleted;
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(early);
        Assert.NotEqual((await first).ContainerId, (await second).ContainerId);
    }

    [Fact]
    public async Task RemoveContainer_Twice_IsNotFound()
    {
        var options = new SimulatedNodeOptions { CreateLatency = TimeSpan.Zero, RemoveLatency = TimeSpan.Zero };
        var service = new SimulatedNodeConnector(options, _clock).Connect(new NodeEndpoint("node-00000", 1));
        var made = await service.CreateContainerAsync(Order("s1"), CancellationToken.None);

        var first = await service.RemoveContainerAsync("x", made.ContainerId!, CancellationToken.None);
        var second = await service.RemoveContainerAsync("x", made.ContainerId!, CancellationToken.None);

        Assert.Equal((PlatformOutcome.Ok, PlatformOutcome.NotFound), (first.Outcome, second.Outcome));
    }

    private SimulatedResourceManager Manager() =>
        new(new SimulatedNodeConnector(_options, _clock), _options, _clock);

    private static ContainerOrder Order(string name) =>
        new(name, name, new FunctionSpec { Key = new FunctionKey("f"), MemoryMegabytes = 128 });

    private static async Task<ReserveNodeResult> ReserveAsync(SimulatedResourceManager manager) =>
        await manager.ReserveNodeAsync("o", "", CancellationToken.None);
}
