using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Statistics;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class HybridHistogramTests
{
    [Fact]
    public void Whole_CalledEveryTwentyMinutes_IsGivenBackAndMadeAgainInTime()
    {
        var story = Learned("hybrid-histogram");

        // Quiet since 1200 s, idle for 20 min before: wanted from 18 min until 21 · 1.1 = 23.1 min.
        Assert.Equal("Destroy s-1 KeepNothing", story.Did);
        story.Destroyed(1);
        Assert.Equal(TimeSpan.FromMinutes(20 + 18), story.NextDeadline);

        story.At(60 * 38).Tick();
        Assert.Equal("Create s-2 IdleTimeEnds", story.Did);
        story.Ready(2);
        Assert.Equal(TimeSpan.FromMinutes(43.1), story.NextDeadline);
    }

    [Fact]
    public void Whole_NobodyCallsInTheWindow_GivesUpForGood()
    {
        var story = Learned("hybrid-histogram");
        story.Destroyed(1);
        story.At(60 * 38).Tick();
        story.Ready(2);

        story.At(60 * 43.1).Tick();
        Assert.Equal("Destroy s-2 KeepNothing", story.Did);
        story.Destroyed(2);
        story.At(60 * 45).Tick();

        Assert.True(story.Pool.IsQuiet);
        Assert.Null(story.NextDeadline);
    }

    [Fact]
    public void Whole_OthersStillRun_KeepsTheReturnedSlot()
    {
        var story = Learned("hybrid-histogram");
        story.Destroyed(1);
        story.At(2400).Hold("r3", 2);
        story.Hold("r4", 3);

        story.At(2401).Complete("r3", 2);

        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Counts.Idle);
    }

    [Fact]
    public void Whole_FirstCall_KeepsForTheWholeRange()
    {
        var story = new PoolStory("hybrid-histogram", new() { RememberFor = TimeSpan.Zero });

        story.MakeIdle(1);

        Assert.Equal(PoolStory.T0.AddHours(4).AddTicks(1), story.Pool.NextDeadline);
    }

    [Fact]
    public void KeepAliveAlone_CalledEveryTwentyMinutes_KeepsUntilTheTail()
    {
        var story = Learned("keepalive=hybrid-histogram");

        Assert.Equal("", story.Did);
        Assert.Equal(PoolStory.T0.AddMinutes(43.1).AddTicks(1), story.Pool.NextDeadline);
    }

    [Fact]
    public void Decide_NothingNewSeen_ReturnsTheSameRecord()
    {
        var statistics = new FunctionStatistics();
        statistics.IdleTimes.Add(TimeSpan.FromMinutes(20));
        var pool = KeepAliveSnapshot.Of(statistics);
        IKeepAlivePolicy policy = new HybridHistogram(prewarms: true);
        var first = policy.Decide(pool).State;

        var same = policy.Decide(pool with { State = first }).State;
        statistics.IdleTimes.Add(TimeSpan.FromMinutes(30));
        var renewed = policy.Decide(pool with { State = same }).State;

        Assert.Same(first, same);
        Assert.NotEqual(first, renewed);
    }

    /// <summary>Called at 0 and at 20 min, each for no time: quiet for 20 min, and quiet again.</summary>
    private static PoolStory Learned(string policy)
    {
        var story = new PoolStory(policy, new() { RememberFor = TimeSpan.Zero });
        story.MakeIdle(1);
        story.At(1200).Assign("r2");
        story.Complete("r2", 1);
        return story;
    }
}
