using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>What a platform can do wrong: the waiter hears of it, the function recovers, nothing is lost.</summary>
public sealed class FunctionGrainTroubleTests
{
    [Theory]
    [InlineData(PlatformOutcome.Throttled)]
    [InlineData(PlatformOutcome.Unavailable)]
    [InlineData(PlatformOutcome.TimedOut)]
    [InlineData(PlatformOutcome.NotFound)]
    [InlineData(PlatformOutcome.Failed)]
    public async Task Assign_CreatesKeepFailing_IsRejectedAfterABoundedNumber(PlatformOutcome outcome)
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(outcome, Message: "boom"));
        var function = cluster.Function();

        var reply = await function.AssignToTheEndAsync("r1");

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.PlatformFailing, reply.Reason);
        Assert.Contains("boom", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(cluster.Pools.MaximumStartFailures, cluster.Platform.Creates.Count);
        Assert.Equal(0, cluster.Quotas.Slots.Taken);
    }

    [Theory]
    [InlineData(PlatformOutcome.Throttled)]
    [InlineData(PlatformOutcome.TimedOut)]
    [InlineData(PlatformOutcome.NotFound)]
    [InlineData(PlatformOutcome.Failed)]
    public async Task Assign_InitsKeepFailing_IsRejectedAndEverySlotDestroyed(PlatformOutcome outcome)
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.SucceedAlways();
        cluster.Platform.Inits.AnswerAlways(_ => new InitResult(outcome, Message: "boom"));
        var function = cluster.Function();

        var reply = await function.AssignToTheEndAsync("r1");

        Assert.Equal(Reason.PlatformFailing, reply.Reason);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
        Assert.Equal(cluster.Pools.MaximumStartFailures, cluster.Platform.Destroys.Count);
        Assert.All(cluster.Platform.Destroys.All, call => Assert.Equal(nameof(Reason.StartFailed), call.Reason));
    }

    [Fact]
    public async Task Assign_PlatformRefusesTheFunction_IsRejectedAtOnce()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.SucceedAlways();
        cluster.Platform.Inits.AnswerAlways(_ => new InitResult(PlatformOutcome.Refused, Message: "wrong memory"));

        var reply = await cluster.Function().AssignAsync("r1");

        Assert.Equal(Reason.PlatformRefused, reply.Reason);
        Assert.Contains("wrong memory", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(1, cluster.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_PlatformThrows_IsRejectedAndNothingStaysTaken()
    {
        var unstarted = new FunctionCluster();
        unstarted.Pools.MaximumStartFailures = 1;
        await using var cluster = await unstarted.StartAsync();
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");

        (await cluster.Platform.Creates.NextAsync()).Throw(new InvalidOperationException("a platform's own bug"));

        Assert.Equal(Reason.PlatformFailing, (await assign).Reason);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
        Assert.Equal(0, (await function.StatusAsync()).Starting);
    }

    [Fact]
    public async Task Assign_PlatformWorksAgain_IsServedWithoutAnybodysHelp()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.SucceedAlways();
        cluster.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(PlatformOutcome.Unavailable));
        var function = cluster.Function();
        await function.AssignToTheEndAsync("r1");

        cluster.Platform.SucceedAlways();
        var reply = await function.AssignToTheEndAsync("r2");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
    }

    [Fact]
    public async Task Assign_OneFailedStart_IsServedByTheNextWithoutAskingAnew()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");
        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Failed));
        await function.StatusAsync(status => status.Starting == 0);

        cluster.Clock.Advance(cluster.Pools.BackoffBase);
        await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
    }

    [Fact]
    public async Task Assign_PlatformMadeASlotOfAnotherSize_DestroysItUninited()
    {
        var unstarted = new FunctionCluster();
        unstarted.Pools.MaximumStartFailures = 1;
        await using var cluster = await unstarted.StartAsync();
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");

        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Failed, "p1"));
        var destroy = await cluster.Platform.Destroys.NextAsync();

        Assert.Equal("p1", destroy.PlatformSlotId);
        Assert.Equal(Reason.PlatformFailing, (await assign).Reason);
        Assert.Equal(0, cluster.Platform.Inits.Count);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
    }

    [Fact]
    public async Task Assign_PlatformHangs_IsRejectedAtItsDeadlineAndTheLateSlotServesTheNext()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();

        var reply = await function.AssignToTheEndAsync("r1", TimeSpan.FromSeconds(2));
        await cluster.Platform.StartNextAsync("p1");
        await function.StatusAsync(status => status.Idle == 1);

        Assert.Equal(Reason.WaitDeadline, reply.Reason);
        Assert.Equal(AssignOutcome.Granted, (await function.AssignAsync("r2")).Outcome);
    }

    [Fact]
    public async Task Destroy_Failing_IsRepeatedAfterPausesThatDouble()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var pause = cluster.Pools.BackoffBase;
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance, needDestroy: true);

        await FailNextDestroyAsync(cluster, function, failures: 1);
        cluster.Clock.Advance(pause);
        await FailNextDestroyAsync(cluster, function, failures: 2);
        cluster.Clock.Advance(pause);
        await function.StatusAsync();
        Assert.Equal(2, cluster.Platform.Destroys.Count);
        cluster.Clock.Advance(pause);
        var last = await cluster.Platform.Destroys.NextAsync();
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
        last.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        var status = await function.StatusAsync(status => status.Retiring == 0);
        Assert.Equal(1, status.SlotsForgotten);
        Assert.Equal(0, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Destroy_SlotGoneAlready_IsDone()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance, needDestroy: true);

        (await cluster.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.NotFound));

        await function.StatusAsync(status => status.Retiring == 0);
        Assert.Equal(0, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Destroy_PlatformThrows_IsRepeated()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance, needDestroy: true);

        var first = await cluster.Platform.Destroys.NextAsync();
        first.Throw(new InvalidOperationException("a platform's own bug"));
        var second = cluster.Platform.Destroys.NextAsync();
        await Eventually.HoldsAsync(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(10));
            return second.IsCompleted;
        });
        (await second).Answer(new DestroySlotResult(PlatformOutcome.Ok));

        await function.StatusAsync(status => status.Retiring == 0);
        Assert.Equal(0, cluster.Quotas.Slots.Taken);
    }

    /// <summary>Fails the next destroy; returns when the function has heard of it, seen by the timer it arms.</summary>
    private static async Task FailNextDestroyAsync(FunctionCluster cluster, FunctionCalls function, int failures)
    {
        var due = cluster.Clock.GetUtcNow() + (cluster.Pools.BackoffBase * (1 << (failures - 1)));
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Failed));
        await Eventually.HoldsAsync(async () =>
        {
            await function.StatusAsync();
            return cluster.Clock.NextDueTime <= due;
        });
    }
}
