using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// Callers whose gateway died: they were told to ask again after a second, and are missed after three more.
/// </summary>
public sealed class FunctionGrainVanishedTests
{
    private static readonly TimeSpan s_told = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_missed = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task Silence_OfAWaiter_LeavesItsPlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1");

        cluster.Clock.Advance(s_missed - s_tick);
        Assert.Equal(1, (await function.StatusAsync()).Waiting);
        cluster.Clock.Advance(s_tick);

        await function.StatusAsync(status => status.Waiting == 0);
        Assert.Equal(1, measured.Sum("scaler.callers.vanished", "left=place"));
        Assert.Equal(1, measured.Sum("scaler.assigns", "outcome=Rejected,reason=CallerVanished"));
    }

    [Fact]
    public async Task Silence_OfTheFirstInLine_LeavesItsSlotToTheNext()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1");
        cluster.Clock.Advance(s_missed - s_tick);
        var second = function.AssignAsync("r2");
        await function.StatusAsync(status => status.Waiting == 2);
        cluster.Clock.Advance(s_tick);
        await function.StatusAsync(status => status.Waiting == 1);

        var init = await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(init.InstanceId, (await second).InstanceId);
    }

    [Fact]
    public async Task Silence_OfAWaiterThatWasServedMeanwhile_GivesItsInstanceBack()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1");
        await cluster.Platform.StartNextAsync("p1");
        await function.StatusAsync(status => status.Busy == 1);

        cluster.Clock.Advance(s_missed);

        await function.StatusAsync(status => status is { Idle: 1, Busy: 0 });
        Assert.Equal(1, measured.Sum("scaler.callers.vanished", "left=instance"));
        Assert.Equal(1, measured.Sum("scaler.assigns"));
    }

    [Fact]
    public async Task Silence_AfterTheInstanceWasFetched_IsARun()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1");
        var init = await cluster.Platform.StartNextAsync("p1");
        await function.StatusAsync(status => status.Busy == 1);
        Assert.Equal(init.InstanceId, (await function.AssignAsync("r1")).InstanceId);

        cluster.Clock.Advance(s_missed * 4);

        Assert.Equal(1, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task Silence_OfAllAttempts_LeavesTheirPlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1", attempt: 1);
        await WaitOnceAsync(cluster, function, "r1", attempt: 2);

        cluster.Clock.Advance(s_missed);

        await function.StatusAsync(status => status.Waiting == 0);
    }

    [Fact]
    public async Task Abandon_OfAnEarlierAttempt_LeavesTheLaterOneItsRefusal()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1", attempt: 2);
        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Refused));
        await function.StatusAsync(status => status.Waiting == 0);

        Assert.False(await function.AbandonAsync("r1", attempt: 1));

        Assert.Equal(AssignOutcome.Rejected, (await function.AssignAsync("r1", attempt: 2)).Outcome);
    }

    [Fact]
    public async Task Silence_AfterAServedAsk_IsARun()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.StartAsync(cluster.Platform, "r1");

        cluster.Clock.Advance(s_missed * 4);

        Assert.Equal(1, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task Asks_OneAfterTheOther_KeepThePlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        for (var ask = 0; ask < 8; ask++)
        {
            await WaitOnceAsync(cluster, function, "r1", attempt: ask);
            cluster.Clock.Advance(s_missed - s_tick);
        }

        Assert.Equal(1, (await function.StatusAsync()).Waiting);
        Assert.Equal(1, cluster.Platform.Creates.Count);
    }

    [Fact]
    public async Task Asks_OfAProcessThatStoodStill_KeepThePlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        var assign = function.AssignAsync("r1", TimeSpan.FromMinutes(5));
        await function.StatusAsync(status => status.Waiting == 1);

        // Half a minute in one step: nobody was told to ask again in time.
        cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(AssignOutcome.Waiting, (await assign).Outcome);
        await WaitOnceAsync(cluster, function, "r1");

        Assert.Equal(0, measured.Sum("scaler.callers.vanished"));
        Assert.Equal(1, (await function.StatusAsync()).Waiting);
    }

    [Fact]
    public async Task Asks_AfterTheCallerWasGivenUp_StandAtTheEndOfTheLine()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await WaitOnceAsync(cluster, function, "r1");
        cluster.Clock.Advance(s_missed);
        await function.StatusAsync(status => status.Waiting == 0);

        var again = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Waiting == 1);
        await cluster.Platform.StartNextAsync("p1");

        Assert.Equal(AssignOutcome.Granted, (await again).Outcome);
    }

    /// <summary>Asks, and is told to ask again.</summary>
    private static async Task WaitOnceAsync(
        FunctionCluster cluster, FunctionCalls function, string requestId, long attempt = 0)
    {
        var assign = function.AssignAsync(requestId, TimeSpan.FromMinutes(5), attempt: attempt);
        await function.StatusAsync(status => status is { Waiting: 1, Asking: 1 });
        await Eventually.HoldsAsync(() => cluster.Platform.Creates.Count == 1);
        cluster.Clock.Advance(s_told);
        Assert.Equal(AssignOutcome.Waiting, (await assign).Outcome);
    }
}
