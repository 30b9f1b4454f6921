using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class PatienceScaleUpTests
{
    private readonly PatienceScaleUp _policy = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void Decide_NothingRuns_StartsOneAtOnceAndAsksForTheSecond()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([0, 0]));

        Assert.Equal(new ScaleUpDecision(1, Reason.NothingToReturn, At(1_000)), decision);
    }

    [Fact]
    public void Decide_NothingRunsAndOneWaits_NeedsNoMore()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([0]));

        Assert.Equal(new ScaleUpDecision(1, Reason.NothingToReturn, null), decision);
    }

    [Fact]
    public void Decide_ASlotMayComeBack_WaitsForTheRestOfThePatience()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([300, 100], busy: 1));

        Assert.Equal(new ScaleUpDecision(0, Reason.WaitingForReturn, At(700)), decision);
    }

    [Fact]
    public void Decide_PatienceExactlyOver_Starts()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([1_000, 999], busy: 1));

        Assert.Equal(new ScaleUpDecision(1, Reason.PatienceOver, At(1)), decision);
    }

    [Fact]
    public void Decide_AllCovered_NeedsNoMore()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([5_000, 5_000], starting: 2, busy: 1));

        Assert.Equal(new ScaleUpDecision(0, Reason.EnoughComing, null), decision);
    }

    [Fact]
    public void Decide_SomeCovered_StartsForTheRest()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([5_000, 4_000, 3_000, 200], starting: 1, busy: 1));

        Assert.Equal(new ScaleUpDecision(2, Reason.PatienceOver, At(800)), decision);
    }

    [Fact]
    public void Decide_ConcurrencyTwo_OneStartCoversTwo()
    {
        // 5 impatient, 2 covered by the start under way: ⌈3 / 2⌉ = 2 more cover 6, and the sixth waits already.
        var decision = _policy.Decide(
            ScaleUpSnapshot.Of([5_000, 5_000, 5_000, 5_000, 5_000, 100], starting: 1, busy: 1, concurrency: 2));

        Assert.Equal(new ScaleUpDecision(2, Reason.PatienceOver, null), decision);
    }

    [Fact]
    public void Decide_NoPatience_StartsForEveryone()
    {
        var decision = new PatienceScaleUp(TimeSpan.Zero).Decide(ScaleUpSnapshot.Of([0, 0, 0], busy: 5));

        Assert.Equal(new ScaleUpDecision(3, Reason.PatienceOver, null), decision);
    }

    private static DateTimeOffset At(double milliseconds) => ScaleUpSnapshot.T0.AddMilliseconds(milliseconds);
}
