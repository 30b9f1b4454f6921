using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class WaitOrCreateScaleUpTests
{
    private readonly WaitOrCreateScaleUp _policy = new(TimeSpan.FromMilliseconds(808));

    // A start takes 1,100 ms: long executions from there, very short ones up to 110 ms.
    [Theory]
    [InlineData(1_100, 3, 1, 5, 2, Reason.PerRequest)]
    [InlineData(500, 3, 0, 5, 0, Reason.WaitingForReturn)]
    [InlineData(500, 4, 0, 5, 1, Reason.TooManyWaiting)]
    [InlineData(500, 2, 0, 1, 1, Reason.TooManyWaiting)]
    [InlineData(500, 4, 1, 3, 0, Reason.WaitingForReturn)]
    [InlineData(500, 1, 0, 0, 1, Reason.NothingToReturn)]
    [InlineData(10, 10, 0, 0, 5, Reason.NothingToReturn)]
    [InlineData(10, 10, 4, 0, 1, Reason.TooManyWaiting)]
    [InlineData(10, 10, 5, 0, 0, Reason.EnoughComing)]
    [InlineData(10, 5, 0, 5, 0, Reason.WaitingForReturn)]
    [InlineData(10, 7, 0, 5, 1, Reason.TooManyWaiting)]
    [InlineData(110, 2, 1, 0, 0, Reason.EnoughComing)]
    [InlineData(111, 2, 1, 0, 1, Reason.TooManyWaiting)]
    public void Decide_Waiters_StartsForThoseBeyondTheHopeful(
        int executionMs, int waiting, int starting, int busy, int creates, Reason reason)
    {
        var decision = _policy.Decide(Known(executionMs, ScaleUpSnapshot.Of(new int[waiting], starting, busy)));

        Assert.Equal((creates, reason), (decision.Creates, decision.Reason));
    }

    [Fact]
    public void Decide_PatienceExactlyOver_Starts()
    {
        // An init of 1,000 ms and 200 ms.
        var decision = _policy.Decide(Known(500, ScaleUpSnapshot.Of([1_200, 1_100], busy: 5)));

        Assert.Equal(new ScaleUpDecision(1, Reason.PatienceOver, At(100)), decision);
    }

    [Fact]
    public void Decide_ConcurrencyTwo_AStartTakesFourShortCalls()
    {
        var decision = _policy.Decide(Known(10, ScaleUpSnapshot.Of(new int[9], concurrency: 2)));

        Assert.Equal((3, Reason.NothingToReturn), (decision.Creates, decision.Reason));
    }

    [Fact]
    public void Decide_FirstSlotsUnderWay_NobodyIsImpatient()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([9_000, 9_000], starting: 1));

        Assert.Equal(new ScaleUpDecision(0, Reason.EnoughComing, null), decision);
    }

    [Fact]
    public void Decide_SlotsTakenOverAndNoStartSeen_IsPatientForTheColdValue()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([8], busy: 1));

        Assert.Equal(new ScaleUpDecision(0, Reason.WaitingForReturn, At(1_000)), decision);
    }

    private static PoolSnapshot Known(int executionMs, PoolSnapshot pool)
    {
        pool.Statistics.Started(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1_000));
        pool.Statistics.Executed(TimeSpan.FromMilliseconds(executionMs));
        return pool;
    }

    private static DateTimeOffset At(double milliseconds) => ScaleUpSnapshot.T0.AddMilliseconds(milliseconds);
}
