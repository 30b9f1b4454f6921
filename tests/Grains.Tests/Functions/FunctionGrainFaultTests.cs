using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// Faults inside our own code, made by a listener that throws: one event is heard of each, no command is lost, no slot
/// is destroyed twice, no quota is given back twice or never.
/// </summary>
public sealed class FunctionGrainFaultTests
{
    private static readonly TimeSpan s_longerThanEveryPause = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Start_FaultAfterTheInit_DestroysTheSlotOnceAndStartsAnother()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var listener = new ThrowingListener(cluster, "scaler.slot.init");
        var function = cluster.Function();
        var assign = function.AssignToTheEndAsync("r1");
        await cluster.Platform.StartNextAsync("p1");
        var destroy = await cluster.Platform.Destroys.NextAsync();

        // While the destroy is under way it must not be repeated, and the slot still counts.
        await cluster.Platform.StartNextAsync("p2");
        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        cluster.Clock.Advance(s_longerThanEveryPause);
        await function.StatusAsync();
        Assert.Equal(2, cluster.Quotas.Slots.Taken);
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        var status = await function.StatusAsync(status => status.Retiring == 0);
        Assert.Equal(
            ["Create", "Destroy StartFailed", "Create", "Grant ReadySlot"],
            status.Decisions.Select(decision => decision.Action == "Create"
                ? decision.Action
                : $"{decision.Action} {decision.Reason}"));
        Assert.Equal("p1", Assert.Single(cluster.Platform.Destroys.All).PlatformSlotId);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Start_FaultAfterTheCreate_GivesTheSlotBackOnce()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var listener = new ThrowingListener(cluster, "scaler.slot.create");
        var function = cluster.Function();
        var assign = function.AssignToTheEndAsync("r1");
        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        (await cluster.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await cluster.Platform.StartNextAsync("p2");

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal(1, (await function.StatusAsync()).SlotsForgotten);
        Assert.Equal("p1", Assert.Single(cluster.Platform.Destroys.All).PlatformSlotId);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Execute_FaultAtTheFirstOfThreeCreates_CarriesOutAllByTheNextEvent()
    {
        var unstarted = new FunctionCluster();
        unstarted.Pools.InitialSlots = 3;
        await using var cluster = await unstarted.StartAsync();
        using var listener = new ThrowingListener(cluster, "scaler.slots.created");
        var function = cluster.Function();
        await Assert.ThrowsAnyAsync<Exception>(() => function.AssignAsync("r1"));

        var again = function.AssignAsync("r1");
        await Eventually.HoldsAsync(() => cluster.Platform.Creates.Count == 3);
        foreach (var slot in (string[])["p1", "p2", "p3"])
        {
            await cluster.Platform.StartNextAsync(slot);
        }

        Assert.Equal(AssignOutcome.Granted, (await again).Outcome);
        var status = await function.StatusAsync(status => status.Idle == 2);
        Assert.Equal((0, 1), (status.Starting, status.Busy));
        Assert.Equal(3, listener.Values);
    }

    [Fact]
    public async Task Answer_FaultAtItsMeasurement_IsHeardAllTheSame()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var listener = new ThrowingListener(cluster, "scaler.assigns");
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");
        await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        var status = await function.StatusAsync();
        Assert.Equal((1, 0), (status.Busy, status.Retiring));
        Assert.Equal(0, cluster.Platform.Destroys.Count);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Destroy_FaultAtItsMeasurement_IsRepeatedAndGivesTheQuotaBackOnce()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var listener = new ThrowingListener(cluster, "scaler.slots.destroyed");
        var function = cluster.Function();
        var kept = await function.StartAsync(cluster.Platform, "r1");
        var bad = await function.StartAsync(cluster.Platform, "r2", "p2");
        await function.IdleAsync("r2", bad, needDestroy: true);
        (await cluster.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.Ok));
        var repeated = cluster.Platform.Destroys.NextAsync();
        await Eventually.HoldsAsync(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(10));
            return repeated.IsCompleted;
        });
        (await repeated).Answer(new DestroySlotResult(PlatformOutcome.NotFound));

        var status = await function.StatusAsync(status => status.Retiring == 0);
        Assert.Equal((1, 1L), (status.Busy, status.SlotsForgotten));
        Assert.Equal("p2", (await repeated).PlatformSlotId);
        Assert.Equal(2, cluster.Platform.Destroys.Count);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
        Assert.Equal(IdleOutcome.Done, await function.IdleAsync("r1", kept));
    }
}
