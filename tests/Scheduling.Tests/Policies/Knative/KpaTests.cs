using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.Knative;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Policies.ScaleUp;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Knative;

public sealed class KpaTests
{
    private static readonly DateTimeOffset T0 = ScaleUpSnapshot.T0;

    private readonly IPrewarmPolicy _policy = new Kpa(new KpaOptions());

    [Theory]
    [InlineData(3, 4, 1, 5, false)] // ⌈3 / 0.7⌉ = 5, and 5 / 4 is no panic
    [InlineData(3, 2, 1, 5, true)] // 5 / 2 is one
    [InlineData(3, 0, 1, 5, true)] // none ready counts as one
    [InlineData(30, 2, 10, 5, true)] // ⌈30 / (0.7 · 10)⌉
    [InlineData(3, 40, 1, 20, false)] // no lower than ⌊40 / 2⌋
    [InlineData(3_000, 1, 1, 1_000, true)] // no higher than 1 · 1,000
    public void Decide_SteadyConcurrency_WantsWhatItNeedsAtSeventyPercent(
        int inUse, int ready, int concurrency, int desired, bool isPanic)
    {
        var decision = _policy.Decide(Pool(ready, concurrency, (-60, inUse)));

        var state = Assert.IsType<KpaState>(decision.State);
        Assert.Equal((desired, T0.AddSeconds(2)), (decision.Slots, decision.AskAgainAt));
        Assert.Equal(isPanic, state.PanicAt is not null);
        Assert.Equal(isPanic ? Reason.PanicConcurrency : Reason.StableConcurrency, decision.Reason);
    }

    [Fact]
    public void Decide_Surge_FollowsTheSixSecondsAndNotTheMinute()
    {
        // Over 60 s (54 · 1 + 6 · 8) / 60 = 1.7, ⌈2.43⌉ = 3; over 6 s 8, ⌈11.4⌉ = 12; 12 / 3 is a panic.
        var decision = _policy.Decide(Pool(3, 1, (-60, 1), (-6, 8)));

        Assert.Equal(12, decision.Slots);
    }

    [Theory]
    [InlineData(0, 14, true)]
    [InlineData(60, 14, true)]
    [InlineData(60.1, 4, false)]
    public void Decide_PanicOver_ShrinksAStableWindowLater(double secondsAgo, int desired, bool isPanic)
    {
        // 1 in use, 8 ready: 2 wanted, and no lower than ⌊8 / 2⌋ = 4.
        var panic = new KpaState { Desired = 14, PanicAt = T0.AddSeconds(-secondsAgo), PanicMaximum = 14 };

        var decision = _policy.Decide(Pool(8, 1, (-60, 1)) with { State = panic });

        Assert.Equal(desired, decision.Slots);
        Assert.Equal(isPanic, Assert.IsType<KpaState>(decision.State).PanicAt is not null);
    }

    [Fact]
    public void Decide_BetweenTicks_AnswersAsAtTheLast()
    {
        var state = new KpaState { Desired = 3, NextTick = T0.AddSeconds(1) };

        var decision = _policy.Decide(Pool(1, 1, (-60, 50)) with { State = state });

        Assert.Equal((3, state.NextTick, state), (decision.Slots, decision.AskAgainAt, decision.State));
    }

    [Fact]
    public void Decide_Ready_TellsTheRoomLeftBesideTheBurst()
    {
        // ⌊4 · 100 − 211 − 30⌋ = 159.
        var decision = _policy.Decide(Pool(4, 100, (-60, 30)));

        Assert.Equal(159, Assert.IsType<KpaState>(decision.State).ExcessBurst);
    }

    [Fact]
    public void Story_FirstRequestFromZero_GetsASlotAtOnceAndHeadroomBesideIt()
    {
        // 1 in use: ⌈1 / 0.7⌉ = 2.
        var story = new PoolStory("kpa");

        story.Assign("r1");

        Assert.Equal("Create s-1 FirstSlot; Create s-2 PanicConcurrency", story.Did);
        Assert.Equal(TimeSpan.FromSeconds(2), story.NextDeadline);
    }

    [Fact]
    public void Story_Burst_WaitsForTheTick()
    {
        var story = new PoolStory("kpa");
        story.Assign("r1");
        story.Assign("r2");
        story.Assign("r3");
        Assert.Equal("", story.Did);

        // 3 over 2 s: ⌈3 / 0.7⌉ = 5.
        story.At(2).Tick();
        Assert.Equal(3, story.Commands.Count(command => command.Kind == PoolCommandKind.Create));
    }

    [Fact]
    public void Story_Silence_EmptiesAndStopsTicking()
    {
        var story = new PoolStory("kpa");
        story.Assign("r1");
        story.At(1).Ready(1);
        story.Ready(2);
        story.Complete("r1", 1);

        // The panic of 0 s lasts to 60 s, so at 62 s ⌊2 / 2⌋ = 1 and at 64 s ⌊1 / 2⌋ = 0, with grace until 94 s.
        var destroyed = new List<(double, string)>();
        while (story.NextDeadline is { } next)
        {
            story.At(next.TotalSeconds).Tick();
            if (story.Did.Length > 0)
            {
                destroyed.Add((next.TotalSeconds, story.Did));
            }

            Assert.True(next < TimeSpan.FromMinutes(3));
        }

        Assert.Equal([(62, "Destroy s-2 KeepNothing"), (94, "Destroy s-1 KeepNothing")], destroyed);
    }

    [Fact]
    public void Story_SilenceAboveAMinimum_StopsTickingToo()
    {
        // Two ready: no lower than ⌊2 / 2⌋ = 1, and two stay whatever is wanted.
        var story = new PoolStory("kpa", new PoolOptions { MinimumSlots = 2 });
        story.Assign("r1");
        story.At(1).Ready(1);
        story.Ready(2);
        story.Complete("r1", 1);

        while (story.NextDeadline is { } next)
        {
            story.At(next.TotalSeconds).Tick();
            Assert.True(next < TimeSpan.FromMinutes(3));
        }

        Assert.Equal(2, story.Counts.Idle);
    }

    [Fact]
    public void Decide_CalledAgainRightAfterZero_DoesNotWaitForTheTick()
    {
        var state = new KpaState { Desired = 0, NextTick = T0.AddSeconds(1) };
        var pool = ScaleUpSnapshot.Of([0]);
        pool.Statistics.InUseChanged(1, T0);

        Assert.Equal(2, _policy.Decide(pool with { State = state }).Slots);
    }

    /// <summary>Slots ready, and how many requests were in the system from when on, in seconds from now.</summary>
    private static PoolSnapshot Pool(int ready, int concurrency, params (double At, int InUse)[] levels)
    {
        var pool = ScaleUpSnapshot.Of([], busy: ready, concurrency: concurrency) with { InUse = levels[^1].InUse };
        foreach (var (at, inUse) in levels)
        {
            pool.Statistics.InUseChanged(inUse, T0.AddSeconds(at));
        }

        return pool;
    }
}
