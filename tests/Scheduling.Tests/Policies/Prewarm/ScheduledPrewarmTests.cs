using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Prewarm;

public class ScheduledPrewarmTests
{
    // The story begins on Saturday, 1 July 2023, 00:00 UTC; 28,800 s are 08:00, 64,800 s are 18:00.
    [Theory]
    [InlineData("scheduled:5:0_8_*_*_*:10h", 0, "0 NothingForeseen until 28800")]
    [InlineData("scheduled:5:0_8_*_*_*:10h", 28_800, "5 Scheduled until 64800")]
    [InlineData("scheduled:5:0_8_*_*_*:10h", 64_799, "5 Scheduled until 64800")]
    [InlineData("scheduled:5:0_8_*_*_*:10h", 64_800, "0 NothingForeseen until 115200")]
    [InlineData("scheduled:5:0_8_*_*_1-5:10h", 28_800, "0 NothingForeseen until 201600")] // Monday, 08:00
    [InlineData("scheduled:2:0_6.8_*_*_*:1h", 26_000, "0 NothingForeseen until 28800")] // from 6 and from 8
    [InlineData("scheduled:1:*~30_*_*_*_*:1h", 5_000, "1 Scheduled until 5400")] // overlaps: looked at again
    [InlineData("scheduled:1:0_20_*_*_*:8h", 14_399, "1 Scheduled until 14400")] // began yesterday
    public void Decide_Calendar_SetsAMinimumFromItsMinutes(string name, double at, string expected)
    {
        var policy = PolicyNames.Find(name, new PolicyOptions()).Required.Prewarm;

        Assert.Equal(expected, new PrewarmStory(policy).Decide(at));
    }

    [Fact]
    public void Decide_OverlappingTimes_GoOn()
    {
        var policy = PolicyNames.Find("scheduled:1:*~30_*_*_*_*:1h", new PolicyOptions()).Required.Prewarm;
        var story = new PrewarmStory(policy);

        Assert.Equal("1 Scheduled until 5400", story.Decide(5_000));
        Assert.Equal("1 Scheduled until 7200", story.Decide(5_400));
    }

    [Theory]
    [InlineData("scheduled", "0 figures follow")]
    [InlineData("scheduled:5:0_8_*_*_*", "2 figures follow")]
    [InlineData("scheduled:0:0_8_*_*_*:1h", "slots are '0' and must be a whole number from 1 to 10000")]
    [InlineData("scheduled:1.5:0_8_*_*_*:1h", "slots are '1.5' and must be a whole number from 1 to 10000")]
    [InlineData("scheduled:5:0_8_*_*_*:30s", "the duration is '30s' and must be from 1m to 366d")]
    [InlineData("scheduled:5:0_8_*_*:1h", "'0 8 * *' has 4 fields; a cron expression has 5")]
    [InlineData("scheduled:5:0_25_*_*_*:1h", "hour '25' is no number, range or * within 0-23")]
    public void Find_WrongCalendar_SaysWhatIsWrong(string name, string problem) => Assert.Equal(
        $"'{name}': {problem}; write scheduled:SLOTS:CRON:DURATION as in scheduled:5:0_8_*_*_1-5:10h.",
        PolicyNames.Find(name, new PolicyOptions()).Problem);

    [Fact]
    public void Pool_CalledOnce_HasTheMinimumAtItsTime()
    {
        var story = new PoolStory("keepalive=fixed:0s+prewarm=scheduled:2:0_8_*_*_*:10h");
        story.Hold("r1", 1);
        story.At(1).Complete("r1", 1);
        story.Destroyed(1);

        story.At(28_800).Tick();
        Assert.Equal("Create s-2 Scheduled; Create s-3 Scheduled", story.Did);
        story.Ready(2);
        story.Ready(3);

        story.At(64_800).Tick();
        Assert.Equal("Destroy s-2 KeepNothing; Destroy s-3 KeepNothing", story.Did);
    }
}
