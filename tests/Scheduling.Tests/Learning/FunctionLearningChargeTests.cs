using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Scheduling.Tests.Learning;

/// <summary>What a slot is to be charged with.</summary>
public sealed class FunctionLearningChargeTests
{
    /// <summary>A starting slot is allowed a burst: its CPU is oversold, its memory never.</summary>
    [Fact]
    public void Charge_NothingMeasured_IsAllMemoryAndHalfTheCpu()
    {
        var learning = new LearningStory(limitMegabytes: 384).Learning;

        Assert.Null(learning.Measured);
        Assert.Equal(384, learning.Charge.Usual.MemoryMegabytes);
        Assert.Equal(125, learning.Charge.Usual.CpuMillicores, 9); // 384 MB are 250 millicores
        Assert.Equal(Resources.Zero, learning.Charge.Variance);
    }

    [Fact]
    public void Charge_NoOversale_IsWhatIsDeclared()
    {
        var story = new LearningStory(limitMegabytes: 384, new LearningOptions { CpuOversale = 1 });

        Assert.Equal(250, story.Learning.Charge.Usual.CpuMillicores, 9);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Measured_EnoughToldOfMemory_IsKnown(int runs, bool isKnown)
    {
        Assert.Equal(isKnown, new LearningStory().Runs(runs, ms: 10).Learning.Measured is not null);
    }

    [Fact]
    public void Measured_Memory_IsThe95thPercentileOfWhatRunningSlotsUsed()
    {
        var story = new LearningStory(options: new LearningOptions { MaximumConcurrency = 1 });
        for (var run = 1; run <= 20; run++)
        {
            story.Runs(1, ms: 10, megabytes: run);
        }

        // The 19th of 20. The variance of 1 to 20 is (20² − 1) / 12 · 20 / 19 = 35.
        Assert.Equal(19, story.Learning.Measured!.Value.Usual.MemoryMegabytes);
        Assert.Equal(35, story.Learning.Measured.Value.Variance.MemoryMegabytes, 9);
    }

    [Fact]
    public void Measured_LightFunction_IsChargedItsMeanCpu()
    {
        var story = new LearningStory(options: new LearningOptions { MaximumConcurrency = 1 }).Runs(20, ms: 10);

        // Idle for four looks of five, as most slots are most of the time.
        for (var round = 0; round < 4; round++)
        {
            story.Looks(4, megabytes: 5, millicores: 0, company: 0).Looks(1, megabytes: 5, millicores: 50, company: 1);
        }

        // Mean 10; squares 16 · 100 + 4 · 1,600 = 8,000, by 19.
        Assert.Equal(10, story.Learning.Measured!.Value.Usual.CpuMillicores, 9);
        Assert.Equal(8_000.0 / 19, story.Learning.Measured.Value.Variance.CpuMillicores, 9);
    }

    [Fact]
    public void Measured_FunctionIsQuietForMinutes_StillKnowsItsBursts()
    {
        var story = new LearningStory().Runs(10, ms: 10).Looks(100, megabytes: 5, millicores: 100, company: 1);

        // A look each 100 ms: three minutes of silence after ten seconds at 100 millicores.
        story.Looks(1_900, megabytes: 5, millicores: 0, company: 0);
        Assert.Equal(100 * 100 / 2_000.0, story.Learning.Measured!.Value.Usual.CpuMillicores, 9);

        story.Looks(1_200, megabytes: 5, millicores: 0, company: 0);
        Assert.Equal(0, story.Learning.Measured!.Value.Usual.CpuMillicores, 9);
    }

    [Fact]
    public void Measured_CpuHeavyAndNobodyTells_IsChargedItsWholeCpu()
    {
        var story = new LearningStory(limitMegabytes: 384).Runs(20, ms: 900).Runs(8, ms: 1_800);

        Assert.Equal(FunctionClass.CpuHeavy, story.Learning.Class);
        Assert.Equal(250, story.Learning.Measured!.Value.Usual.CpuMillicores, 9);
    }

    [Fact]
    public void Measured_NobodyTellsOfCpu_IsChargedAsBeforeAnythingWasMeasured()
    {
        var story = new LearningStory(limitMegabytes: 384).Runs(10, ms: 10);

        Assert.Equal(125, story.Learning.Measured!.Value.Usual.CpuMillicores, 9);
    }

    [Fact]
    public void Measured_MoreThanDeclared_IsWhatIsDeclared()
    {
        var story = new LearningStory(limitMegabytes: 384).Runs(10, ms: 920, megabytes: 400)
            .Looks(10, megabytes: 400, millicores: 900, company: 1);

        Assert.Equal(Resources.OfMemory(384), story.Learning.Measured!.Value.Usual);
    }

    [Fact]
    public void Measured_Raised_GrowsWithTheRequestsUntilThatIsMeasured()
    {
        var story = new LearningStory().Runs(20, ms: 10, megabytes: 5);
        Assert.Equal(2, story.Concurrency);
        Assert.Equal(10, story.Learning.Measured!.Value.Usual.MemoryMegabytes);

        // Two runs use 6 MB together; the 64 values kept are all of them then.
        story.Runs(64, ms: 10, megabytes: 6, company: 1.4);

        Assert.Equal(6, story.Learning.Measured!.Value.Usual.MemoryMegabytes);
    }

    [Fact]
    public void Measured_Lowered_KeepsWhatWasSeenOfMore()
    {
        var story = new LearningStory().RaisedTo(4).Runs(10, ms: 10, megabytes: 40);

        story.Runs(1, ms: 5, megabytes: 0, end: RunEnd.OutOfMemory);

        Assert.Equal(2, story.Concurrency);
        Assert.Equal(40, story.Learning.Measured!.Value.Usual.MemoryMegabytes);
    }
}
