using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Scheduling.Tests.Learning;

/// <summary>When more requests may share a slot, and when they must not.</summary>
public sealed class FunctionLearningRaiseTests
{
    [Fact]
    public void Returned_LightFunction_ClimbsByDoublingToItsBound()
    {
        var story = new LearningStory();

        story.Runs(5 * 20, ms: 10);

        Assert.Equal(
            [
                "1→2 MeasuredSafe",
                "2→4 MeasuredSafe",
                "4→8 MeasuredSafe",
                "8→16 MeasuredSafe",
                "16→32 MeasuredSafe",
            ],
            story.Changes);
        Assert.Equal(32, story.Runs(100, ms: 10).Concurrency);
        Assert.Equal((FunctionClass.Light, Reason.MeasuredSafe), (story.Learning.Class, story.Learning.ClassReason));
    }

    [Theory]
    [InlineData(19, 1)]
    [InlineData(20, 2)]
    [InlineData(39, 2)]
    [InlineData(40, 4)]
    public void Returned_RunsAtTheLevel_RaisesAfterTwenty(int runs, int concurrency)
    {
        Assert.Equal(concurrency, new LearningStory().Runs(runs, ms: 10).Concurrency);
    }

    /// <summary>The mistake is to share a container between calls before its memory class is known.</summary>
    [Fact]
    public void SharingAContainerBetweenCallsBeforeTheFunctionsMemoryClassIsKnown_IsNotDone()
    {
        var story = new LearningStory();

        // Fast and cheap, a thousand times over; but nobody told how much memory a run takes.
        story.Runs(1_000, ms: 2, megabytes: 0).Looks(100, megabytes: 0, millicores: 5, company: 1);

        Assert.Equal(1, story.Concurrency);
        Assert.Equal((FunctionClass.Unknown, Reason.TooFewRuns), (story.Learning.Class, story.Learning.ClassReason));
        Assert.Null(story.Learning.Measured);
    }

    /// <remarks>Of the 2020 workload: f6, f7, f8, by limit and memory used.</remarks>
    [Theory]
    [InlineData(256, 205)]
    [InlineData(512, 460)]
    [InlineData(512, 362)]
    [InlineData(256, 103)] // 2 · 103 = 206 > 0.8 · 256 = 204.8
    public void Returned_MemoryHeavyFunction_StaysAlone(double limit, double megabytes)
    {
        var story = new LearningStory(limit);

        story.Runs(5, ms: 3_000, megabytes);
        Assert.Equal(
            (FunctionClass.MemoryHeavy, Reason.MemoryGuard), (story.Learning.Class, story.Learning.ClassReason));

        story.Runs(1_000, ms: 3_000, megabytes);
        Assert.Equal(1, story.Concurrency);
    }

    [Theory]
    [InlineData(102, 2)] // 204 of 204.8
    [InlineData(60, 3)] // 180; four would be 240
    [InlineData(50, 4)] // 200
    public void Returned_MemoryPerRequest_BoundsTheLevel(double megabytes, int concurrency)
    {
        var story = new LearningStory();
        for (var run = 0; run < 500; run++)
        {
            story.Runs(1, ms: 10, megabytes: megabytes * story.Concurrency);
        }

        Assert.Equal(concurrency, story.Concurrency);
    }

    [Fact]
    public void Returned_MemoryOfTheSlotItself_IsFoundOutOnTheWay()
    {
        // 40 MB and 2 per request. Alone that looks like 42 per request, which lets four share; there it is 12.
        var story = new LearningStory();
        for (var run = 0; run < 500; run++)
        {
            story.Runs(1, ms: 10, megabytes: 40 + (2 * story.Concurrency));
        }

        Assert.Equal(32, story.Concurrency);
    }

    /// <remarks>
    /// f9 of the 2020 workload: 256 MB are 166.7 millicores, and a run of 920 ms takes all of them. Allowed are 920 ·
    /// 1.1 + 5 ms; two would take 1,840.
    /// </remarks>
    [Fact]
    public void Sampled_CpuHeavyFunction_StaysAlone()
    {
        var story = new LearningStory().Looks(10, megabytes: 2, millicores: 166, company: 1);

        story.Runs(1_000, ms: 920);

        Assert.Equal(1, story.Concurrency);
        Assert.Equal((FunctionClass.CpuHeavy, Reason.CpuShare), (story.Learning.Class, story.Learning.ClassReason));
    }

    /// <remarks>
    /// 160 ms may become 160 · 1.1 + 5 = 181: n · u / 166.7 · 160 ≤ 181, so n = 188.5 / u, rounded down.
    /// </remarks>
    [Theory]
    [InlineData(95, 1)]
    [InlineData(94, 2)]
    [InlineData(50, 3)]
    [InlineData(20, 9)]
    public void Sampled_CpuPerRequest_BoundsTheLevel(double millicores, int concurrency)
    {
        var story = new LearningStory().Looks(10, megabytes: 2, millicores: 2 * millicores, company: 2);

        story.Runs(500, ms: 160);

        Assert.Equal(concurrency, story.Concurrency);
    }

    [Fact]
    public void Returned_LevelAllowedButNotUsed_ProvesNothing()
    {
        var story = new LearningStory().RaisedTo(4);

        story.Runs(1_000, ms: 10, company: 2.9);
        Assert.Equal(4, story.Concurrency);

        story.Runs(20, ms: 10, company: 3);
        Assert.Equal(8, story.Concurrency);
    }

    /// <remarks>2 ms alone: a tenth of that is nothing, but 5 of the 500 ms of a start are, so 7.2 may be.</remarks>
    [Theory]
    [InlineData(6, 4)]
    [InlineData(7, 4)]
    [InlineData(8, 1)]
    public void Returned_ShortRunTakesLongerInCompany_IsWeighedAgainstTheStartItSaves(double ms, int concurrency)
    {
        var story = new LearningStory().Runs(20, ms: 2);

        story.Runs(7, ms).Runs(13, ms);

        Assert.Equal(concurrency, story.Concurrency);
    }

    [Fact]
    public void Returned_OneRunOfTwentyMetAStop_DecidesNothing()
    {
        var story = new LearningStory().Runs(20, ms: 10);

        story.Runs(10, ms: 10).Runs(1, ms: 60_000).Runs(9, ms: 10);

        Assert.Equal(4, story.Concurrency);
    }

    [Fact]
    public void Returned_RunBeganBeforeTheRaise_DoesNotCount()
    {
        var story = new LearningStory().Runs(20, ms: 10);

        for (var run = 0; run < 100; run++)
        {
            story.Ends(LearningStory.T0, ms: 10, megabytes: 5, company: 2);
        }

        Assert.Equal(2, story.Concurrency);
    }

    [Fact]
    public void Returned_MaximumIsOne_NeverShares()
    {
        var story = new LearningStory(options: new LearningOptions { MaximumConcurrency = 1 });

        Assert.Equal(1, story.Runs(1_000, ms: 10).Concurrency);
    }

    [Fact]
    public void Sampled_RunsTellNoMemory_LearnsFromLooks()
    {
        var story = new LearningStory();

        story.Runs(20, ms: 10, megabytes: 0).Looks(20, megabytes: 5, millicores: 10, company: 1);

        Assert.Equal(2, story.Concurrency);
    }

    [Theory]
    [InlineData(-1, 10, 1)]
    [InlineData(5, double.NaN, 1)]
    [InlineData(5, 10, double.PositiveInfinity)]
    public void Sampled_NoAmounts_AreIgnored(double megabytes, double millicores, double company)
    {
        var story = new LearningStory();

        story.Runs(20, ms: 10, megabytes: 0).Looks(100, megabytes, millicores, company);

        Assert.Equal(1, story.Concurrency);
        Assert.Null(story.Learning.Measured);
    }
}
