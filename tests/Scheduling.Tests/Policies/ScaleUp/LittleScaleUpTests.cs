using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class LittleScaleUpTests
{
    private readonly LittleScaleUp _policy = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(2_400, 30, 6, 1, 14)] // 40 a second · 0.5 s = 20 slots, 6 live
    [InlineData(2_400, 10, 6, 1, 10)] // no more than wait
    [InlineData(2_400, 30, 20, 1, 0)]
    [InlineData(2_400, 30, 2, 4, 3)] // 20 places of 4: 5 slots, 2 live
    [InlineData(0, 3, 2, 1, 0)]
    public void Decide_Rate_MakesWhatItKeepsBusy(int came, int waiting, int busy, int concurrency, int creates)
    {
        var pool = ScaleUpSnapshot.Of(new int[waiting], busy: busy, concurrency: concurrency).Came(came).Knows(400);

        var decision = _policy.Decide(pool);

        var reason = creates > 0 ? Reason.LittlesLaw : Reason.EnoughComing;
        Assert.Equal((creates, reason), (decision.Creates, decision.Reason));
    }

    [Fact]
    public void Decide_NothingLives_MakesTheFirst()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([0]));

        Assert.Equal((1, Reason.FirstSlot), (decision.Creates, decision.Reason));
    }

    [Theory]
    [InlineData(999, 0, 1)]
    [InlineData(1_000, 1, 600)]
    public void Decide_FirstInLineWaitedForAStartAndACall_GetsASlotAllTheSame(int waited, int creates, int askAgainMs)
    {
        // Start 600 ms, call 300 ms and 100 ms margin: patience ends at 1 s.
        var decision = _policy.Decide(ScaleUpSnapshot.Of([waited], busy: 1).Knows(300, 600));

        Assert.Equal(creates, decision.Creates);
        Assert.Equal(ScaleUpSnapshot.T0.AddMilliseconds(askAgainMs), decision.AskAgainAt);
    }

    [Fact]
    public void Decide_NoMarginNamed_TakesTheStart()
    {
        // 40 a second · (0.4 + 0.6) s = 40 slots, 6 live.
        var pool = ScaleUpSnapshot.Of(new int[50], busy: 6).Came(2_400).Knows(400, 600);

        Assert.Equal(34, new LittleScaleUp(null, TimeSpan.FromSeconds(1)).Decide(pool).Creates);
    }
}
