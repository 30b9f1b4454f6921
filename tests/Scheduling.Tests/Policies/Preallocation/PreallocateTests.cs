using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Preallocation;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Preallocation;

public sealed class PreallocateTests
{
    private const string Three = "Create s-1 NothingToReturn; Create s-2 Preallocated; Create s-3 Preallocated";

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(1, 100, 1, 1)] // 0.0017 + 1
    [InlineData(600, 250, 1, 3)] // 2.5 + 1
    [InlineData(720, 250, 1, 4)] // 3 + 1
    [InlineData(600, 250, 2, 2)] // 2.5 / 2 + 1
    public void Decide_FirstSight_MakesThePeakAndOne(double perMinute, double executionMs, int concurrency, int slots)
    {
        var story = Story(perMinute, executionMs, concurrency);

        story.Assign("r1");

        Assert.Equal(slots, story.Counts.Starting);
    }

    [Fact]
    public void Decide_NoPeakKnown_MakesOne()
    {
        var story = new PoolStory("talk-v3.0");

        story.Assign("r1");

        Assert.Equal("Create s-1 NothingToReturn", story.Did);
    }

    [Fact]
    public void Decide_SilentMinutes_FreesEverythingAndTheNextCallIsAFirstOne()
    {
        // 512 MB are two doublings of four from 128 MB: half way from 7 minutes to 4 is 330 s.
        var story = Story(600, 250);
        story.Assign("r1");
        Assert.Equal(Three, story.Did);
        story.Ready(1);
        story.Ready(2);
        story.Ready(3);
        story.At(1).Complete("r1", 1);
        Assert.Equal("", story.Did);
        story.At(329.9).Tick();
        Assert.Equal("", story.Did);

        story.At(330).Tick();

        Assert.Equal("Destroy s-2 KeepNothing; Destroy s-3 KeepNothing; Destroy s-1 KeepNothing", story.Did);
        story.Destroyed(1);
        story.Destroyed(2);
        story.Destroyed(3);
        story.At(500).Assign("r2");
        Assert.Equal(3, story.Counts.Starting);
    }

    [Theory]
    [InlineData(false, 39.9, "")]
    [InlineData(false, 40, "Create s-4 PatienceOver")]
    [InlineData(true, 2.9, "")]
    [InlineData(true, 3, "Create s-4 PatienceOver")]
    public void Decide_MoreWaitersThanSlots_WaitsForWhatIsUnderWayAndThenForTwoSeconds(
        bool isReady, double seconds, string did)
    {
        var story = Story(600, 250);
        story.Assign("r1");
        story.Assign("r2");
        story.Assign("r3");
        if (isReady)
        {
            story.Ready(1);
            story.Ready(2);
            story.Ready(3);
            story.At(1);
        }

        story.Assign("r4");
        story.At(seconds).Tick();

        Assert.Equal(did, story.Did);
    }

    [Fact]
    public void Find_NoHistory_SaysSoInANote()
    {
        Assert.StartsWith(
            "No peaks of an earlier period",
            Assert.Single(PolicyNames.Find("talk-v3.0", new PolicyOptions()).Required.Notes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ConfiguredPeaks_GoesByThem()
    {
        var options = new PolicyOptions();
        options.Peaks.Add(new PeakOptions { Function = "f", RequestsPerMinute = 600, ExecutionMs = 250 });

        Assert.Empty(PolicyNames.Find("talk-v3.0", options).Required.Notes);
        Assert.Equal(2.5, options.History.Find(new FunctionKey("f"))!.Value.Concurrency);
        Assert.Null(options.History.Find(new FunctionKey("g")));
    }

    [Fact]
    public void FindContradictions_FunctionTwice_NamesIt()
    {
        var options = new PolicyOptions();
        options.Peaks.Add(new PeakOptions { Function = "f" });
        options.Peaks.Add(new PeakOptions { Function = "f" });

        Assert.Contains("Policies:Peaks names 'f' 2 times; it may name a function once.", options.FindContradictions());
    }

    private static PoolStory Story(double perMinute, double executionMs, int concurrency = 1)
    {
        var peak = new PeakLoad(perMinute, TimeSpan.FromMilliseconds(executionMs));
        var options = new PolicyOptions();
        options.LearnFrom(new PeakHistory([KeyValuePair.Create(new FunctionKey("f"), peak)]));
        var story = new PoolStory(function: PoolStory.Spec(concurrency));
        story.UsePolicies(PolicyNames.Find("talk-v3.0", options).Required);
        return story;
    }
}
