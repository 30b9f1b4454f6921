using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class CostPatienceScaleUpTests
{
    // A start of 1 s and 5 %: a waiter served within 1,050 ms is served as well as by a slot of its own.
    private readonly CostPatienceScaleUp _policy = new(TimeSpan.FromSeconds(9), 1 / 99.69, 0.05);

    [Theory]
    [InlineData(100, 3, 3)] // 1 + ⌊50 / 100⌋ = 1 call for a new slot
    [InlineData(10, 13, 3)] // 1 + ⌊50 / 10⌋ = 6 calls: ⌈13 / 6⌉
    [InlineData(1, 100, 2)] // 51 calls
    public void Decide_NothingLives_MakesWhatServesAllWithinTheTolerance(double executionMs, int waiting, int creates)
    {
        var pool = ScaleUpSnapshot.OfAges(waiting, [], []).Knows(executionMs, 1_000);

        var decision = _policy.Decide(pool);

        Assert.Equal((creates, Reason.NothingToReturn), (decision.Creates, decision.Reason));
    }

    [Theory]
    [InlineData(10, new[] { 0 }, 0)] // free in 100 ms, then 1 + ⌊950 / 100⌋ = 10 calls
    [InlineData(12, new[] { 0 }, 2)]
    [InlineData(21, new[] { 60, 0 }, 0)] // free in 40 ms: 1 + ⌊1,010 / 100⌋ = 11 and 10 calls
    [InlineData(22, new[] { 60, 0 }, 1)]
    [InlineData(9, new[] { 300 }, 0)] // 200 ms longer than any: as long again, then 1 + ⌊850 / 100⌋ = 9
    [InlineData(10, new[] { 300 }, 1)]
    [InlineData(1, new[] { 1_151 }, 1)] // 1,051 ms longer than any: later than a new slot
    public void Decide_RequestsRun_WaitsForTheirPlaces(int waiting, int[] running, int creates)
    {
        var decision = _policy.Decide(ScaleUpSnapshot.OfAges(waiting, running, []).Knows(100, 1_000));

        var reason = creates > 0 ? Reason.ReturnTooLate : Reason.ReturnSooner;
        Assert.Equal((creates, reason), (decision.Creates, decision.Reason));
    }

    [Theory]
    [InlineData(5, new[] { 400 }, 1, 0)] // ready in 600 ms, then 1 + ⌊450 / 100⌋ = 5 calls
    [InlineData(7, new[] { 400 }, 1, 2)]
    [InlineData(10, new[] { 400 }, 2, 0)] // each of two places
    [InlineData(13, new[] { 400 }, 2, 2)] // 3 late, 2 places a slot
    [InlineData(9, new[] { 1_200 }, 1, 0)] // 200 ms overdue: as long again, then 1 + ⌊850 / 100⌋ = 9
    public void Decide_SlotsUnderWay_WaitsForThem(int waiting, int[] starting, int concurrency, int creates)
    {
        var pool = ScaleUpSnapshot.OfAges(waiting, [], starting, concurrency).Knows(100, 1_000);

        var decision = _policy.Decide(pool);

        var reason = creates > 0 ? Reason.ReturnTooLate : Reason.EnoughComing;
        Assert.Equal((creates, reason), (decision.Creates, decision.Reason));
    }

    [Theory]
    [InlineData(5, new int[0], new int[0], 3)] // two calls each
    [InlineData(2, new int[0], new[] { 0 }, 0)]
    [InlineData(2, new int[0], new[] { 900 }, 0)] // soon ready, and still two calls
    [InlineData(3, new int[0], new[] { 900 }, 1)]
    [InlineData(2, new[] { 49 }, new int[0], 0)]
    [InlineData(2, new[] { 50 }, new int[0], 2)] // runs longer than the tolerance: trusted no more, nor are others
    public void Decide_NoExecutionHasEnded_TrustsEachPlaceWithTwo(
        int waiting, int[] running, int[] starting, int creates)
    {
        var decision = _policy.Decide(ScaleUpSnapshot.OfAges(waiting, running, starting).Knows(startMs: 1_000));

        Assert.Equal(creates, decision.Creates);
    }

    [Theory]
    [InlineData(356, 0)] // 64 looked at, 5 calls each, and 36 more that may be new: 1 call each
    [InlineData(357, 1)]
    public void Decide_ManyPlaces_CountsThoseNotLookedAtAsNew(int waiting, int creates)
    {
        int[] starting = [.. Enumerable.Repeat(400, 100)];

        var decision = _policy.Decide(ScaleUpSnapshot.OfAges(waiting, [], starting).Knows(100, 1_000));

        Assert.Equal(creates, decision.Creates);
    }

    [Fact]
    public void Decide_NoTolerance_IsPerRequestWhenCold()
    {
        var policy = new CostPatienceScaleUp(TimeSpan.FromSeconds(1), 1 / 99.69, tolerance: 0);

        Assert.Equal(7, policy.Decide(ScaleUpSnapshot.OfAges(7, [], []).Knows(1, 1_000)).Creates);
        Assert.Equal(7, policy.Decide(ScaleUpSnapshot.OfAges(7, [], [])).Creates);
    }

    [Fact]
    public void Decide_StartsTakeNoTime_PutsTheColdValueInTheirPlace()
    {
        // Free in 8 s; a cold start is worth 9 s.
        var decision = _policy.Decide(ScaleUpSnapshot.OfAges(1, [0], []).Knows(8_000, 0));

        Assert.Equal(0, decision.Creates);
    }

    [Theory]
    [InlineData(0.99, 0, 0.99)]
    [InlineData(1, 1, 0)]
    public void Decide_WaitsHaveAddedUpToAStart_MakesOneMore(double regret, int creates, double left)
    {
        var pool = ScaleUpSnapshot.OfAges(2, [0], []).Knows(100, 1_000) with
        {
            State = new CostPatienceState(regret, ScaleUpSnapshot.T0, 0, ScaleUpSnapshot.T0),
        };

        var decision = _policy.Decide(pool);

        Assert.Equal(creates, decision.Creates);
        Assert.Equal(creates > 0 ? Reason.WaitsAddUp : Reason.ReturnSooner, decision.Reason);
        Assert.Equal(left, Assert.IsType<CostPatienceState>(decision.State).Regret);
    }

    [Fact]
    public void Decide_Waits_LooksAgainWithinATwentiethOfAStart()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.OfAges(1, [0], []).Knows(100, 1_000));

        Assert.Equal(ScaleUpSnapshot.T0.AddMilliseconds(50), decision.AskAgainAt);
    }

    [Fact]
    public void Decide_OnlyStartsUnderWay_LooksAgainWhenTheOldestShouldBeReady()
    {
        var decision = _policy.Decide(ScaleUpSnapshot.OfAges(1, [], [400, 100]).Knows(100, 1_000));

        Assert.Equal(ScaleUpSnapshot.T0.AddMilliseconds(600), decision.AskAgainAt);
    }

    [Fact]
    public void Story_FirstBurstThatRunsLong_MakesTheOtherHalfWhenThatShows()
    {
        var story = new PoolStory("cost-patience");
        foreach (var (request, did) in new[]
        {
            ("r1", "Create s-1 NothingToReturn"), ("r2", ""), ("r3", "Create s-2 ReturnTooLate"), ("r4", ""),
        })
        {
            story.Assign(request);
            Assert.Equal(did, story.Did);
        }

        story.At(1).Ready(1);
        Assert.Equal("Grant r1 s-1 ReadySlot", story.Did);
        story.Ready(2);
        Assert.Equal("Grant r2 s-2 ReadySlot", story.Did);

        // A start is 1 s: both calls have run for the 50 ms that were taken for granted, and none has ended.
        Assert.Equal(TimeSpan.FromSeconds(1.05), story.NextDeadline);
        story.At(1.05).Tick();
        Assert.Equal("Create s-3 ReturnTooLate; Create s-4 ReturnTooLate", story.Did);
    }

    [Fact]
    public void Story_FirstBurstThatRunsShort_NeedsNoMore()
    {
        var story = new PoolStory("cost-patience");
        story.Assign("r1");
        story.Assign("r2");
        story.At(1).Ready(1);

        story.At(1.01).Complete("r1", 1);

        Assert.Equal("Grant r2 s-1 ReturnedSlot", story.Did);
    }
}
