using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Budgets;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Budgets;

/// <summary>One budget over all functions of a silo. Slots are of 128 MB.</summary>
public sealed class FunctionGrainBudgetTests
{
    [Fact]
    public async Task Assign_SecondFunctionNeedsTheMemory_TheFirstGivesItsIdleSlot()
    {
        await using var cluster = await StartAsync("greedy-dual:128mb");
        var first = cluster.Function("f1");
        await first.IdleAsync("r1", await first.StartAsync(cluster.Platform, "r1", "p1"));

        var assign = cluster.Function("f2").AssignAsync("r2");
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await cluster.Platform.StartNextAsync("p2");

        Assert.Equal(("p1", nameof(Reason.MemoryPressure)), (destroy.PlatformSlotId, destroy.Reason));
        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal(0, (await first.StatusAsync(status => status.Retiring == 0)).Idle);
    }

    [Fact]
    public async Task Assign_SeveralCouldGive_TheOneCalledLeastDoes()
    {
        await using var cluster = await StartAsync("greedy-dual:256mb");
        var often = cluster.Function("often");
        var instance = await often.StartAsync(cluster.Platform, "r1", "p1");
        await often.IdleAsync("r1", instance);
        await often.AssignAsync("r2");
        await often.IdleAsync("r2", instance);
        var once = cluster.Function("once");
        await once.IdleAsync("r3", await once.StartAsync(cluster.Platform, "r3", "p2"));

        _ = cluster.Function("new").AssignAsync("r4");
        var destroy = await cluster.Platform.Destroys.NextAsync();

        Assert.Equal("p2", destroy.PlatformSlotId);
        Assert.Equal(1, (await often.StatusAsync()).Idle);
    }

    [Fact]
    public async Task Idle_EverythingWasBusyAndTooMuchIsHeld_GivesTheReturnedSlot()
    {
        await using var cluster = await StartAsync("greedy-dual:128mb");
        var first = cluster.Function("f1");
        var second = cluster.Function("f2");
        var instance = await first.StartAsync(cluster.Platform, "r1", "p1");
        await second.StartAsync(cluster.Platform, "r2", "p2");
        Assert.Equal(0, cluster.Platform.Destroys.Count);

        await first.IdleAsync("r1", instance);

        Assert.Equal("p1", (await cluster.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Fact]
    public async Task Assign_Warm_TakesNoLock()
    {
        await using var cluster = await StartAsync("greedy-dual:128mb");
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r0");
        await function.IdleAsync("r0", instance);
        var taken = Budget(cluster).LocksTaken;
        Assert.True(taken > 0);

        for (var i = 1; i <= 10; i++)
        {
            await function.AssignAsync($"r{i}");
            await function.IdleAsync($"r{i}", instance);
        }

        Assert.Equal(taken, Budget(cluster).LocksTaken);
    }

    [Fact]
    public async Task Deactivate_FunctionWithSlots_FreesItsPartOfTheBudget()
    {
        await using var cluster = await StartAsync("greedy-dual:128mb");
        cluster.Platform.SucceedAlways();
        var first = cluster.Function("f1");
        await first.IdleAsync("r1", (await first.AssignAsync("r1")).InstanceId);
        await cluster.Cluster.DeactivateAsync(first.Grain).EndsAsync();

        var second = cluster.Function("f2");
        await second.IdleAsync("r2", (await second.AssignAsync("r2")).InstanceId);

        Assert.Equal(1, (await second.StatusAsync()).Idle);
        Assert.Equal(0, Budget(cluster).Clock);
    }

    [Fact]
    public async Task ReclaimIdle_NothingIdle_SaysSo()
    {
        await using var cluster = await StartAsync("greedy-dual:128mb");
        var function = cluster.Function();
        Assert.False(await function.Grain.ReclaimIdle().EndsAsync());

        await function.StartAsync(cluster.Platform, "r1");

        Assert.False(await function.Grain.ReclaimIdle().EndsAsync());
    }

    [Fact]
    public async Task Assign_PoliciesWithoutABudget_KnowNone()
    {
        await using var cluster = await StartAsync("fixed:600s");

        Assert.Null(cluster.Service<PoolFactory>().Budget);
    }

    private static SiloBudget Budget(FunctionCluster cluster) => cluster.Service<PoolFactory>().Budget!;

    private static Task<FunctionCluster> StartAsync(string policy)
    {
        var cluster = new FunctionCluster();
        cluster.Policies.Name = policy;
        return cluster.StartAsync();
    }
}
