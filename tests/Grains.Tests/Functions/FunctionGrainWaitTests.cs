using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Tests.Fencing;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>What a request that waits is told, and how it keeps or loses its place.</summary>
public sealed class FunctionGrainWaitTests
{
    private static readonly TimeSpan s_answerAfter = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Assign_NoSlotForASecond_IsAnsweredWaiting()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Waiting == 1);

        cluster.Clock.Advance(s_answerAfter - TimeSpan.FromTicks(1));
        var early = assign.IsCompleted;
        cluster.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(early);
        Assert.Equal(AssignOutcome.Waiting, (await assign).Outcome);
    }

    [Fact]
    public async Task Assign_AskedAgainInOtherOrder_KeepsItsPlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var first = await WaitAsync(cluster, function, "r1", waiting: 1);
        var second = await WaitAsync(cluster, function, "r2", waiting: 2);
        cluster.Clock.Advance(s_answerAfter);
        await Task.WhenAll(first, second);

        second = function.AssignAsync("r2");
        first = function.AssignAsync("r1");
        await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(AssignOutcome.Granted, (await first).Outcome);
        Assert.Equal(1, (await function.StatusAsync()).Waiting);
        Assert.Equal(2, cluster.Platform.Creates.Count);
        await cluster.Platform.StartNextAsync("p2");
        Assert.Equal(AssignOutcome.Granted, (await second).Outcome);
    }

    [Fact]
    public async Task Assign_GrantedBetweenTwoAsks_FindsItsInstance()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var waiting = await WaitAsync(cluster, function, "r1", waiting: 1);
        cluster.Clock.Advance(s_answerAfter);
        await waiting;

        var init = await cluster.Platform.StartNextAsync("p1");
        await function.StatusAsync(status => status.Busy == 1);
        var reply = await function.AssignAsync("r1");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal(init.InstanceId, reply.InstanceId);
    }

    [Fact]
    public async Task Assign_RejectedBetweenTwoAsks_IsToldWhy()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var waiting = await WaitAsync(cluster, function, "r1", waiting: 1);
        cluster.Clock.Advance(s_answerAfter);
        await waiting;

        var create = await cluster.Platform.Creates.NextAsync();
        create.Answer(new CreateSlotResult(PlatformOutcome.Refused, Message: "no"));
        await function.StatusAsync(status => status.Waiting == 0);
        var reply = await function.AssignAsync("r1");

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.PlatformRefused, reply.Reason);
        Assert.Contains("no", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(1, cluster.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_DeadlineOver_IsRejectedAndTheLateSlotIsKept()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();

        var reply = await function.AssignToTheEndAsync("r1", TimeSpan.FromSeconds(3));
        await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.WaitDeadline, reply.Reason);
        await function.StatusAsync(status => status is { Idle: 1, Waiting: 0 });
    }

    [Fact]
    public async Task Assign_WaitersBoundReached_IsRejectedAtOnce()
    {
        var unstarted = new FunctionCluster();
        unstarted.Pools.MaximumWaiters = 1;
        await using var cluster = await unstarted.StartAsync();
        var function = cluster.Function();
        await WaitAsync(cluster, function, "r1", waiting: 1);

        var reply = await function.AssignAsync("r2");

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.WaitersBound, reply.Reason);
    }

    [Fact]
    public async Task Abandon_Waiter_LeavesTheLineAtOnce()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var assign = await WaitAsync(cluster, function, "r1", waiting: 1);

        Assert.True(await function.AbandonAsync("r1"));

        Assert.Equal(0, (await function.StatusAsync()).Waiting);
        var reply = await assign;
        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.Abandoned, reply.Reason);
    }

    [Fact]
    public async Task Abandon_Waiter_LeavesItsSlotToTheNextWaiter()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitAsync(cluster, function, "r1", waiting: 1);
        var second = await WaitAsync(cluster, function, "r2", waiting: 2);

        await function.AbandonAsync("r1");
        var init = await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(init.InstanceId, (await second).InstanceId);
    }

    [Fact]
    public async Task Abandon_LastWaiter_LeavesTheLateSlotIdle()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitAsync(cluster, function, "r1", waiting: 1);

        await function.AbandonAsync("r1");
        await cluster.Platform.StartNextAsync("p1");

        await function.StatusAsync(status => status.Idle == 1);
        Assert.Equal(0, cluster.Platform.Destroys.Count);
    }

    [Fact]
    public async Task Abandon_Holder_FreesTheInstanceForOthers()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");

        Assert.True(await function.AbandonAsync("r1"));

        Assert.Equal(instance, (await function.AssignAsync("r2")).InstanceId);
    }

    [Fact]
    public async Task Abandon_CallerHasAskedAgainSince_LeavesTheNewAttemptItsPlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        _ = function.AssignAsync("r1", attempt: 1);
        await function.StatusAsync(status => status.Waiting == 1);
        var second = function.AssignAsync("r1", attempt: 2);
        await function.StatusAsync();

        Assert.False(await function.AbandonAsync("r1", attempt: 1));

        await cluster.Platform.StartNextAsync("p1");
        Assert.Equal(AssignOutcome.Granted, (await second).Outcome);
    }

    [Fact]
    public async Task Abandon_SiloWasFrozen_TakesEffectWhenItMayAct()
    {
        using var fence = new FenceWorld(new SoleMember());
        await using var cluster = await new FunctionCluster
        {
            ConfigureSilo = silo => silo.Services.AddSingleton(fence.Fence),
        }.StartAsync();
        var function = cluster.Function();
        await function.StartAsync(cluster.Platform, "r1");
        fence.Freeze(TimeSpan.FromSeconds(10));

        var abandon = function.AbandonAsync("r1");
        await fence.Fence.Beat();

        Assert.True(await abandon);
        Assert.Equal(1, (await function.StatusAsync()).Idle);
    }

    [Fact]
    public async Task Abandon_UnknownRequest_ChangesNothing()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.StartAsync(cluster.Platform, "r1");

        Assert.False(await function.AbandonAsync("r2"));

        Assert.Equal(1, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task Abandon_UnknownFunction_ChangesNothing()
    {
        await using var cluster = await new FunctionCluster().StartAsync();

        Assert.False(await cluster.Function("nobody").AbandonAsync("r1"));

        Assert.Equal(0, cluster.Quotas.Functions.Taken);
    }

    /// <summary>Asks, and returns the open ask once it stands in line with its slot ordered.</summary>
    private static async Task<Task<AssignReply>> WaitAsync(
        FunctionCluster cluster, FunctionCalls function, string requestId, int waiting)
    {
        var assign = function.AssignAsync(requestId);
        await function.StatusAsync(status => status.Waiting == waiting);
        await Eventually.HoldsAsync(() => cluster.Platform.Creates.Count == waiting);
        return assign;
    }
}
