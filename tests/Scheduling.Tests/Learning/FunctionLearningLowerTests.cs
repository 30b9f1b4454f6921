using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Scheduling.Tests.Learning;

/// <summary>When fewer requests may share a slot, and how that is forgotten.</summary>
public sealed class FunctionLearningLowerTests
{
    [Fact]
    public void Returned_KilledForMemory_LowersAtOnceAndStays()
    {
        var story = new LearningStory().RaisedTo(8);

        story.Runs(1, ms: 5, end: RunEnd.OutOfMemory);
        Assert.Equal(["8→4 OutOfMemory"], story.Changes);

        for (var hour = 0; hour < 5; hour++)
        {
            story.Later(TimeSpan.FromHours(1)).Runs(100, ms: 10);
        }

        Assert.Equal(4, story.Concurrency);
    }

    [Fact]
    public void Returned_AfterTheLongWhile_IsRaisedByOne()
    {
        var story = new LearningStory().RaisedTo(8).Runs(1, ms: 5, end: RunEnd.OutOfMemory);

        story.Later(TimeSpan.FromHours(6)).Runs(20, ms: 10);

        Assert.Equal(["8→4 OutOfMemory", "4→5 MeasuredSafe"], story.Changes);
    }

    [Fact]
    public void Returned_EightKilledTogether_CountsOnce()
    {
        var story = new LearningStory().RaisedTo(8);
        var began = story.Now;
        story.Later(TimeSpan.FromSeconds(1));

        for (var victim = 0; victim < 8; victim++)
        {
            story.Ends(began, ms: 0, megabytes: 256, company: 8, RunEnd.OutOfMemory);
        }

        Assert.Equal(["8→4 OutOfMemory"], story.Changes);
    }

    [Fact]
    public void Returned_KilledAlone_IsMemoryHeavyFromThenOn()
    {
        var story = new LearningStory().Runs(1, ms: 5, megabytes: 100, end: RunEnd.OutOfMemory);

        story.Runs(100, ms: 10);

        Assert.Equal(1, story.Concurrency);
        Assert.Equal(
            (FunctionClass.MemoryHeavy, Reason.OutOfMemory), (story.Learning.Class, story.Learning.ClassReason));
    }

    [Fact]
    public void Returned_CpuHeavyAndNobodyTells_ComesBackAfterEightRuns()
    {
        var story = new LearningStory().Runs(20, ms: 900);

        story.Runs(7, ms: 1_800);
        Assert.Equal(["1→2 MeasuredSafe"], story.Changes);

        story.Runs(1, ms: 1_800);
        Assert.Equal(["1→2 MeasuredSafe", "2→1 SlowedDown"], story.Changes);
        Assert.Equal((FunctionClass.CpuHeavy, Reason.SlowedDown), (story.Learning.Class, story.Learning.ClassReason));
    }

    [Fact]
    public void Returned_SlowEachTime_IsTriedEverMoreRarely()
    {
        var story = new LearningStory();
        var tries = new List<double>();
        for (var run = 0; run < 10_000; run++)
        {
            var before = story.Concurrency;
            story.Runs(1, ms: 900 * before);
            if (story.Concurrency > before)
            {
                tries.Add((story.Now - LearningStory.T0).TotalMinutes);
            }
        }

        // After 18 s; then pauses of 10, 20, 40 and 80 minutes, each from eight slow runs after a try.
        Assert.Equal([0.3, 10.5, 30.8, 71.0], tries.Take(4).Select(minute => Math.Round(minute, 1)));
    }

    [Fact]
    public void Returned_SlowedDown_GoesToTheLevelBefore()
    {
        var story = new LearningStory().RaisedTo(8);

        story.Runs(8, ms: 100);

        Assert.Equal(["8→4 SlowedDown"], story.Changes);
    }

    [Fact]
    public void Returned_SlowOnceAndWellLater_RecoversStepByStep()
    {
        var story = new LearningStory().RaisedTo(4).Runs(8, ms: 100);
        Assert.Equal(2, story.Concurrency);

        story.Later(TimeSpan.FromMinutes(10)).Runs(60, ms: 10);

        Assert.Equal(
            ["4→2 SlowedDown", "2→3 MeasuredSafe", "3→4 MeasuredSafe", "4→5 MeasuredSafe"], story.Changes);
    }

    /// <remarks>10 ms may become 16. Half of the runs take 10 and half 30 ms: 19 on average, noise 2.</remarks>
    [Fact]
    public void Returned_SlowWithinNoise_NeitherRaisesNorLowers()
    {
        var story = new LearningStory().RaisedTo(4);

        for (var pair = 0; pair < 200; pair++)
        {
            story.Runs(1, ms: 10).Runs(1, ms: 30);
        }

        Assert.Empty(story.Changes);
    }

    [Fact]
    public void Returned_InputDependentRuns_AreNotTakenForSlow()
    {
        // As f1 of the 2020 workload: 0 to 1,036 ms, 114 on average, whatever the company.
        var random = new Random(1);
        var story = new LearningStory();

        for (var run = 0; run < 2_000; run++)
        {
            story.Runs(1, ms: Math.Min(1_036, -114 * Math.Log(1 - random.NextDouble())));
        }

        Assert.DoesNotContain(story.Changes, change => change.Contains("SlowedDown", StringComparison.Ordinal));
        Assert.Equal(32, story.Concurrency);
    }

    [Theory]
    [InlineData(RunEnd.Failed)]
    [InlineData(RunEnd.TimedOut)]
    public void Returned_FailsInCompanyAndNeverAlone_LowersAtOnce(RunEnd end)
    {
        var story = new LearningStory().RaisedTo(4);

        story.Runs(1, ms: 5, end: end);

        Assert.Equal(["4→2 FailedTogether"], story.Changes);
    }

    [Fact]
    public void Returned_FailsAsOftenAsAlone_Stays()
    {
        var story = new LearningStory();
        for (var round = 0; round < 100; round++)
        {
            story.Runs(1, ms: 5, end: RunEnd.Failed).Runs(9, ms: 10);
        }

        Assert.Equal(32, story.Concurrency);
        Assert.DoesNotContain(story.Changes, change => change.Contains("FailedTogether", StringComparison.Ordinal));
    }

    [Fact]
    public void Returned_MemoryGrowsPastItsGuard_LowersToWhatFits()
    {
        var story = new LearningStory().RaisedTo(4);

        // 60 MB each, 240 together: of 204.8, three.
        story.Runs(5, ms: 10, megabytes: 240);

        Assert.Equal(["4→3 MemoryGuard"], story.Changes);
    }

    [Fact]
    public void Returned_FunctionSlowedDownByItself_IsMeasuredAnewAndClimbs()
    {
        var story = new LearningStory().RaisedTo(8);

        // Its database is far away from now on: 100 ms, whatever the company.
        for (var hour = 0; hour < 10; hour++)
        {
            story.Later(TimeSpan.FromHours(1)).Runs(300, ms: 100);
        }

        Assert.Contains("2→1 SlowedDown", story.Changes);
        Assert.Equal(32, story.Concurrency);
    }

    [Fact]
    public void Returned_ClockWentBack_KeepsTheCeiling()
    {
        var story = new LearningStory().RaisedTo(8).Runs(1, ms: 5, end: RunEnd.OutOfMemory);

        story.Later(TimeSpan.FromDays(-1)).Runs(100, ms: 10);

        Assert.Equal(4, story.Concurrency);
    }
}
