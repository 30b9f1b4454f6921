using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Statistics;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class GreedyDualKeepAliveTests
{
    private static readonly TimeSpan s_coldValue = TimeSpan.FromMilliseconds(800);

    [Theory]
    [InlineData(ReclaimOrder.GreedyDual, 40, 25, 256, 0, 120)] // 40 + 25 · 0.8 / 0.25
    [InlineData(ReclaimOrder.GreedyDual, 0, 1, 1024, 0, 0.8)]
    [InlineData(ReclaimOrder.GreedyDual, 0, 1, 1024, 2000, 2)] // starts were seen to take 2 s
    [InlineData(ReclaimOrder.GreedyDual, 7, 0, 1024, 0, 7)] // made ahead, and nobody came
    [InlineData(ReclaimOrder.Landlord, 40, 25, 256, 0, 43.2)] // 40 + 0.8 / 0.25
    [InlineData(ReclaimOrder.Frequency, 40, 25, 256, 0, 25)]
    [InlineData(ReclaimOrder.Size, 40, 25, 256, 0, 4)] // 1 / 0.25
    [InlineData(ReclaimOrder.LeastRecentlyUsed, 40, 25, 256, 0, 90)] // idle since 90 s after 1970 began
    public void Decide_AnOrder_IsWorthItsSum(
        ReclaimOrder order, double clock, long calls, double megabytes, int startMs, double worth)
    {
        var statistics = new FunctionStatistics();
        if (startMs > 0)
        {
            statistics.Started(TimeSpan.Zero, TimeSpan.FromMilliseconds(startMs));
        }

        var pool = KeepAliveSnapshot.Of(statistics, megabytes) with
        {
            IdleClock = clock,
            CallsWhileLive = calls,
            IdleSince = DateTimeOffset.UnixEpoch.AddSeconds(90),
        };
        var options = new GreedyDualOptions(order, 1_024, TimeSpan.FromSeconds(600), s_coldValue);

        var decision = new GreedyDualKeepAlive(options).Decide(pool);

        Assert.Equal(worth, decision.Priority!.Value, 1e-9);
        Assert.Equal((TimeSpan.FromSeconds(600), Reason.WorthInBudget), (decision.KeepAlive, decision.Reason));
    }

    [Fact]
    public void Story_CalledAgainAndAgain_IsWorthMoreUntilItsLastSlotGoes()
    {
        // Starts take no time here: 0.808 s a cold start, 0.5 GB, so 1.616 a call.
        var story = new PoolStory("greedy-dual");
        story.MakeIdle(1);
        Assert.Equal(1.616, story.Pool.ReclaimPriority!.Value, 1e-9);

        story.At(1).Assign("r2");
        Assert.Null(story.Pool.ReclaimPriority);
        story.Complete("r2", 1);
        Assert.Equal(2 * 1.616, story.Pool.ReclaimPriority!.Value, 1e-9);

        Assert.True(story.At(2).ReclaimUnderPressure());
        story.Destroyed(1);
        story.Pool.ReclaimClock = 100;
        story.At(3).MakeIdle(2);
        Assert.Equal(101.616, story.Pool.ReclaimPriority!.Value, 1e-9);
    }

    [Fact]
    public void Story_KeepAliveOnTop_GoesThoughTheBudgetHasRoom()
    {
        var story = new PoolStory("greedy-dual:16gb:600s");
        story.MakeIdle(1);

        story.At(600).AfterTicks(1).Tick();

        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }
}
