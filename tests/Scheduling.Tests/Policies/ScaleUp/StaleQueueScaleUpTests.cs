using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class StaleQueueScaleUpTests
{
    private readonly StaleQueueScaleUp _policy = new(StaleQueueScaleUp.DefaultThreshold);

    [Fact]
    public void Decide_NothingLives_MakesTheFirstAtOnce()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.Of([0, 0]));

        Assert.Equal((1, Reason.FirstSlot), (decision.Creates, decision.Reason));
        Assert.Equal(ScaleUpSnapshot.T0.AddMilliseconds(100), decision.AskAgainAt);
    }

    [Fact]
    public void Decide_BeforeTheNextCheck_LooksAway()
    {
        var state = new StaleQueueState(ScaleUpSnapshot.T0.AddMilliseconds(1));

        var decision = _policy.Decide(ScaleUpSnapshot.Of([500], busy: 1) with { State = state });

        Assert.Equal((0, state.NextCheck, state), (decision.Creates, decision.AskAgainAt, decision.State));
    }

    [Theory]
    [InlineData(10, 0, 1, 0, 1, null, 9)] // nothing known: 10 stale − 1 in progress
    [InlineData(10, 0, 1, 0, 4, null, 2)] // ⌈10 / 4⌉ − 1
    [InlineData(0, 10, 0, 1, 1, null, 0)]
    [InlineData(10, 0, 1, 0, 1, 40, 3)] // 100 / 40 = 2.5 a slot: ⌈10 / 2.5⌉ − 1
    [InlineData(10, 0, 4, 0, 1, 40, 0)]
    [InlineData(10, 0, 1, 0, 2, 40, 1)] // 5 a slot: ⌈10 / 5⌉ − 1
    [InlineData(10, 0, 1, 0, 1, 400, 9)] // 0.25 a slot would be 40: no more than wait
    [InlineData(0, 30, 0, 8, 1, 40, 4)] // 30 fresh ≥ 2.5 · 8: ⌈12 − 8⌉
    [InlineData(0, 19, 0, 8, 1, 40, 0)]
    [InlineData(5, 30, 1, 7, 1, 40, 5)] // 4 for the fresh, ⌈5 / 2.5⌉ − 1 for the stale
    public void Decide_CheckDue_AddsForTheStale(
        int stale, int fresh, int starting, int busy, int concurrency, int? executionMs, int creates)
    {
        int[] waited = [.. Enumerable.Repeat(100, stale), .. Enumerable.Repeat(99, fresh)];
        var pool = ScaleUpSnapshot.Of(waited, starting, busy, concurrency).Knows(executionMs) with
        {
            State = new StaleQueueState(ScaleUpSnapshot.T0),
        };

        var decision = _policy.Decide(pool);

        Assert.Equal(creates, decision.Creates);
        Assert.Equal(new StaleQueueState(ScaleUpSnapshot.T0.AddMilliseconds(100)), decision.State);
    }

    [Fact]
    public void Story_Burst_FirstAtOnceAndTheOthersWhenStale()
    {
        var story = new PoolStory("openwhisk");
        story.Assign("r1");
        Assert.Equal("Create s-1 FirstSlot", story.Did);
        story.Assign("r2");
        story.Assign("r3");
        Assert.Equal("", story.Did);

        story.At(0.1).Tick();

        Assert.Equal("Create s-2 StaleWaiters; Create s-3 StaleWaiters", story.Did);
    }

    [Fact]
    public void Story_OpenWhiskContainerUnused_IsPausedForTenMinutesAndRemoved()
    {
        var story = new PoolStory("openwhisk");
        story.MakeIdle(1);

        story.At(610).Tick();
        Assert.Equal("", story.Did);

        story.AfterTicks(1).Tick();
        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }
}
