using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Prewarm;

public class TimerPrewarmTests
{
    private static readonly double[] EveryTenMinutes = [0, 600, 1200, 1800, 2400, 3000];

    // The next tick is at 3600; a start takes 0.8 s and the margin is 0.1 s on either side.
    [Theory]
    [InlineData(3000, "0 NothingForeseen until 3599.1")]
    [InlineData(3599.099, "0 NothingForeseen until 3599.1")]
    [InlineData(3599.1, "1 SteadyPeriod until 3600.1")]
    [InlineData(3600.099, "1 SteadyPeriod until 3600.1")]
    [InlineData(3600.1, "0 NothingForeseen")]
    [InlineData(4200, "0 NothingForeseen")]
    public void Decide_Clock_WantsASlotRoundTheNextTick(double at, string expected)
    {
        var story = new PrewarmStory(new TimerPrewarm()).Started(0.8).Called(1, EveryTenMinutes);

        Assert.Equal(expected, story.Decide(at));
    }

    [Fact]
    public void Decide_FourGaps_AreTooFew()
    {
        var story = new PrewarmStory(new TimerPrewarm()).Started(0.8).Called(1, EveryTenMinutes[..5]);

        Assert.Equal("0 NothingForeseen", story.Decide(2400));
    }

    [Fact]
    public void Decide_NoCall_ForeseesNothing() =>
        Assert.Equal("0 NothingForeseen", new PrewarmStory(new TimerPrewarm()).Decide(0));

    // Gaps 96, 104, 96, 104, 96, 104: mean 100, deviation 4 = 4 %. The tick at 700, 8 s earlier or later; no start was
    // seen, so the margin stands alone.
    [Theory]
    [InlineData(691.89, "0 NothingForeseen until 691.9")]
    [InlineData(691.9, "1 SteadyPeriod until 708.1")]
    public void Decide_UnevenClock_AllowsForTwoDeviations(double at, string expected)
    {
        var story = new PrewarmStory(new TimerPrewarm()).Called(1, 0, 96, 200, 296, 400, 496, 600);

        Assert.Equal(expected, story.Decide(at));
    }

    [Fact]
    public void Decide_DeviationOfFivePercent_IsNoClock()
    {
        var story = new PrewarmStory(new TimerPrewarm()).Called(1, 0, 95, 200, 295, 400, 495, 600);

        Assert.Equal("0 NothingForeseen", story.Decide(690));
    }

    [Fact]
    public void Decide_NewPeriod_IsLearntAfterTenGaps()
    {
        var story = new PrewarmStory(new TimerPrewarm()).Called(1, 0, 7, 100, 130, 131)
            .Called(1, [.. Enumerable.Range(1, 10).Select(tick => 131.0 + (60 * tick))]);

        // The last call is at 731; the next tick at 791, less the margin.
        Assert.Equal("0 NothingForeseen until 790.9", story.Decide(731));
    }

    [Theory]
    [InlineData(600, 1, 1)] // exactly until the next tick: ⌈600 / 600⌉
    [InlineData(1500, 1, 3)] // ⌈1500 / 600⌉
    [InlineData(1500, 2, 2)] // two to a slot: ⌈2.5 / 2⌉
    public void Decide_LongRuns_CountAsTakenSlots(double execution, int concurrency, int slots)
    {
        var story = new PrewarmStory(new TimerPrewarm(), concurrency: concurrency).Called(execution, EveryTenMinutes);

        Assert.StartsWith($"{slots} SteadyPeriod", story.Decide(3600), StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_ClockThatStops_BecomesEmptyAndHasNoDeadline()
    {
        var story = new PoolStory("keepalive=fixed:0s+prewarm=timer");
        for (var tick = 0; tick < 6; tick++)
        {
            story.At(600 * tick).Assign($"r{tick}");
            story.At((600 * tick) + 1).Ready(tick + 1);
            story.At((600 * tick) + 2).Complete($"r{tick}", tick + 1);
            story.Destroyed(tick + 1);
        }

        // Remembered ids are forgotten after a minute; then only the next tick's prewarm is waited for: 3600 − 1 − 0.1.
        story.At(3100).Tick();
        Assert.Equal(TimeSpan.FromSeconds(3598.9), story.NextDeadline);
        story.At(3598.9).Tick();
        Assert.Equal("Create s-7 SteadyPeriod", story.Did);
        story.At(3599.9).Ready(7);
        Assert.Equal(TimeSpan.FromSeconds(3600.1), story.NextDeadline);
        story.At(3600.1).Tick();
        Assert.Equal("Destroy s-7 KeepNothing", story.Did);
        story.Destroyed(7);

        Assert.True(story.Pool.IsQuiet);
        Assert.Null(story.NextDeadline);
    }
}
