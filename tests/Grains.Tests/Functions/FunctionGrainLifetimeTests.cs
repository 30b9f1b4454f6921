using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Reclaim by timer, idle collection, and what a shut-down function leaves behind: nothing.</summary>
public sealed class FunctionGrainLifetimeTests
{
    [Fact]
    public async Task Timer_KeepAliveOverAndNoFurtherCall_GivesTheSlotBack()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        cluster.Clock.Advance(cluster.Policies.KeepAlive + TimeSpan.FromTicks(1));
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        Assert.Equal("p1", destroy.PlatformSlotId);
        Assert.Equal(nameof(Reason.KeepAliveOver), destroy.Reason);
        var status = await function.StatusAsync(status => status.Retiring == 0);
        Assert.Equal(status.SlotsCreated, status.SlotsForgotten);
    }

    [Fact]
    public async Task Timer_IdleForExactlyTheKeepAlive_KeepsTheSlot()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        cluster.Clock.Advance(cluster.Policies.KeepAlive);

        Assert.Equal(instance, (await function.AssignAsync("r2")).InstanceId);
    }

    [Fact]
    public async Task Timer_UsedAgainMeanwhile_CountsFromTheLastUse()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);
        cluster.Clock.Advance(TimeSpan.FromSeconds(10));
        await function.AssignAsync("r2");
        await function.IdleAsync("r2", instance);

        cluster.Clock.Advance(TimeSpan.FromSeconds(10));
        var status = await function.StatusAsync();
        cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        await cluster.Platform.Destroys.NextAsync();

        Assert.Equal(1, status.Idle);
    }

    [Fact]
    public async Task Timer_NothingLeftToWaitFor_IsNotArmed()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var armed = cluster.Clock.ArmedTimers;
        cluster.Platform.SucceedAlways();
        var function = cluster.Function();
        var instance = (await function.AssignAsync("r1")).InstanceId;
        await function.IdleAsync("r1", instance);

        cluster.Clock.Advance(TimeSpan.FromMinutes(2));
        await function.StatusAsync(status => status is { Idle: 0, Retiring: 0 });
        cluster.Clock.Advance(TimeSpan.FromMinutes(2));

        await Eventually.HoldsAsync(() => cluster.Clock.ArmedTimers <= armed);
    }

    [Fact]
    public async Task Timer_InstanceNeverGivenBack_TakesItForLost()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.StartAsync(cluster.Platform, "r1");

        cluster.Clock.Advance(TimeSpan.FromSeconds(60) + cluster.Pools.AssignmentGrace);
        var destroy = await cluster.Platform.Destroys.NextAsync();

        Assert.Equal(nameof(Reason.AssignmentExpired), destroy.Reason);
        Assert.Equal(0, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task IdleCollection_FunctionHasAnIdleSlot_LeavesItActive()
    {
        await using var cluster = await StartCollectingAsync();
        var kept = cluster.Function("kept");
        await kept.IdleAsync("r1", await kept.StartAsync(cluster.Platform, "r1"));

        await CollectAsync(cluster);

        Assert.True(IsActive(cluster, kept));
        Assert.Equal(0, cluster.Platform.Destroys.Count);
    }

    [Fact]
    public async Task IdleCollection_FunctionKeepsAMinimum_LeavesItActive()
    {
        await using var cluster = await StartCollectingAsync(minimumSlots: 1);
        var kept = cluster.Function("kept");
        await kept.IdleAsync("r1", await kept.StartAsync(cluster.Platform, "r1"));

        await CollectAsync(cluster);

        Assert.True(IsActive(cluster, kept));
        Assert.Equal(0, cluster.Platform.Destroys.Count);
    }

    [Fact]
    public async Task IdleCollection_StartUnderWayForNobody_LeavesItActive()
    {
        await using var cluster = await StartCollectingAsync();
        var kept = cluster.Function("kept");
        var assign = kept.AssignAsync("r1");
        await kept.StatusAsync(status => status.Waiting == 1);
        await kept.AbandonAsync("r1");
        await assign;

        await CollectAsync(cluster);

        Assert.True(IsActive(cluster, kept));
    }

    [Fact]
    public async Task Deactivate_SlotIdle_DestroysIt()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.IdleAsync("r1", await function.StartAsync(cluster.Platform, "r1"));

        var deactivated = cluster.Cluster.DeactivateAsync(function.Grain);
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await deactivated.EndsAsync();

        Assert.Equal("p1", destroy.PlatformSlotId);
        Assert.Equal(nameof(Reason.PoolClosed), destroy.Reason);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
        await Eventually.HoldsAsync(() => cluster.Quotas.Functions.Taken == 0);
    }

    [Fact]
    public async Task Deactivate_SlotStillStarting_DestroysItWhenItIsReady()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        var assign = function.AssignAsync("r2");
        var create = await cluster.Platform.Creates.NextAsync();
        await function.AbandonAsync("r2");
        await assign;
        await function.IdleAsync("r1", instance);

        var deactivated = cluster.Cluster.DeactivateAsync(function.Grain);
        var first = await cluster.Platform.Destroys.NextAsync();
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p2"));
        (await cluster.Platform.Inits.NextAsync()).Answer(new InitResult(PlatformOutcome.Ok));
        first.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        var second = await cluster.Platform.Destroys.NextAsync();
        second.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await deactivated.EndsAsync();

        Assert.Equal("p2", second.PlatformSlotId);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
    }

    [Fact]
    public async Task Deactivate_CalledAfterwards_StartsAnew()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.SucceedAlways();
        var function = cluster.Function();
        var first = (await function.AssignAsync("r1")).InstanceId;
        await function.IdleAsync("r1", first);
        await cluster.Cluster.DeactivateAsync(function.Grain).EndsAsync();

        var second = await function.AssignAsync("r2");

        Assert.Equal(AssignOutcome.Granted, second.Outcome);
        Assert.NotEqual(first, second.InstanceId);
    }

    /// <summary>Real time, because idle collection goes by it; slots are kept for an hour.</summary>
    private static Task<FunctionCluster> StartCollectingAsync(int minimumSlots = 0)
    {
        var cluster = new FunctionCluster
        {
            OtherClock = TimeProvider.System,
            ConfigureSilo = silo => silo.Configure<GrainCollectionOptions>(collection =>
            {
                collection.CollectionQuantum = TimeSpan.FromMilliseconds(250);
                collection.CollectionAge = TimeSpan.FromSeconds(1);
            }),
        };
        cluster.Policies.KeepAlive = TimeSpan.FromHours(1);
        cluster.Pools.MinimumSlots = minimumSlots;
        cluster.Pools.RememberFor = TimeSpan.Zero;
        return cluster.StartAsync();
    }

    /// <summary>Returns when a function without anything, called later, was collected.</summary>
    private static async Task CollectAsync(FunctionCluster cluster)
    {
        var empty = cluster.Function("empty");
        await empty.StatusAsync();
        await Eventually.HoldsAsync(() => !IsActive(cluster, empty));
    }

    private static bool IsActive(FunctionCluster cluster, FunctionCalls function) =>
        cluster.Cluster.TryGetGrainContext(function.Grain.GetGrainId(), out _);
}
