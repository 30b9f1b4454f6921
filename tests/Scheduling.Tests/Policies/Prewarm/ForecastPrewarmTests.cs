using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Prewarm;

public class ForecastPrewarmTests
{
    [Fact]
    public void Decide_BeforeTheMinute_IsAskedOnceAndHoldsUntilTheNext()
    {
        var asked = new List<string>();
        var story = Story(peaks =>
        {
            asked.Add(string.Join(' ', peaks.ToArray()));
            return 2;
        });
        story.Started(0.9).Peak(10, 3).Peak(70, 1);

        // A start and the margin take 1 s: the minute that begins at 120 is asked for at 119, the next at 179.
        Assert.Equal("2 Forecast until 179", story.Decide(119));
        Assert.Equal("2 Forecast until 179", story.Decide(120));
        Assert.Equal("2 Forecast until 179", story.Decide(178.999));
        Assert.Equal(["3 1"], asked);
        Assert.Equal("2 Forecast until 239", story.Decide(179));
        Assert.Equal(["3 1", "3 1 0"], asked);
    }

    [Fact]
    public void Decide_CallInTheMiddleOfAMinute_AsksForThatMinute()
    {
        var asked = new List<string>();
        var story = Story(peaks =>
        {
            asked.Add(string.Join(' ', peaks.ToArray()));
            return 1;
        });
        story.Peak(10, 3).Peak(70, 1);

        Assert.Equal("1 Forecast until 119.9", story.Decide(70));
        Assert.Equal(["3"], asked);
    }

    // A second of 1 GB costs 1/100 s here. At 1024 MB a minute costs 0.6 s, of a cold start of 1 s: six tenths of a
    // call do not pay for a slot. At 128 MB: 0.075. At 4096 MB: 2.4, but no more than 0.9.
    [Theory]
    [InlineData(1024, 1, 0.6, 0)]
    [InlineData(1024, 1, 0.61, 1)]
    [InlineData(1024, 1, 2.59, 2)]
    [InlineData(1024, 1, 2.61, 3)]
    [InlineData(128, 1, 0.07, 0)]
    [InlineData(128, 1, 0.08, 1)]
    [InlineData(4096, 1, 0.95, 1)]
    [InlineData(1024, 4, 8.59, 2)] // four to a slot: ⌈7.99 / 4⌉
    [InlineData(1024, 1, 99, 5)] // never more than was seen
    [InlineData(1024, 1, double.NaN, 0)]
    [InlineData(1024, 1, 0, 0)]
    public void Decide_Forecast_IsRoundedByWhatPays(double memory, int concurrency, double forecast, int slots)
    {
        var story = Story(_ => forecast, memory, concurrency).Peak(10, 5);
        if (concurrency > 1)
        {
            story.Peak(11, 50);
        }

        var reason = slots > 0 ? "Forecast" : "NothingForeseen";
        Assert.Equal($"{slots} {reason} until 119.9", story.Decide(59.95));
    }

    [Fact]
    public void Decide_TwoSilentHours_IsNotAskedAboutAgain()
    {
        var story = Story(_ => 1).Peak(10, 1);

        // The minute of the call is the first of 120 until 7200 s have passed.
        Assert.Equal("1 Forecast until 7199.9", story.Decide(7_139.9));
        Assert.Equal("1 Forecast until 7259.9", story.Decide(7_199.9));
        Assert.Equal("0 NothingForeseen", story.Decide(7_259.9));
    }

    [Fact]
    public void Decide_StartsLongerThanAMinute_AsksEveryMinute()
    {
        var story = Story(_ => 1).Started(500).Peak(10, 1);

        Assert.Equal("1 Forecast until 60", story.Decide(10));
        Assert.Equal("1 Forecast until 120", story.Decide(60));
    }

    [Theory]
    [InlineData("fourier")]
    [InlineData("holt")]
    [InlineData("exponential")]
    [InlineData("ar10")]
    [InlineData("markov")]
    [InlineData("icebreaker")]
    public void Pool_FunctionCalledNoMore_BecomesEmptyAndHasNoDeadline(string name)
    {
        var policy = name == "icebreaker" ? name : $"keepalive=fixed:60s+prewarm={name}";
        var story = new PoolStory(policy);
        story.Hold("r1", 1);
        story.At(1).Complete("r1", 1);
        for (var wakes = 0; story.NextDeadline is { } next; wakes++)
        {
            Assert.True(wakes < 1_000, "woken for ever");
            story.At(next.TotalSeconds).Tick();
            foreach (var slot in story.Pool.Slots.All.ToArray())
            {
                story.Ready(Number(slot));
                story.Destroyed(Number(slot));
            }
        }

        Assert.True(story.Pool.IsQuiet);
        Assert.True(story.Now < PoolStory.T0.AddHours(2.1), "two hours and a little");
    }

    private static int Number(Scheduling.Pools.Slot slot) => int.Parse(slot.Id.Value[2..]);

    private static PrewarmStory Story(MinuteForecast forecast, double memory = 1024, int concurrency = 1) =>
        new(new ForecastPrewarm("test", forecast, TimeSpan.FromSeconds(1), 0.01), memory, concurrency);
}
