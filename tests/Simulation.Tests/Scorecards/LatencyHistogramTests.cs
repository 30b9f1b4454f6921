using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Tests.Scorecards;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_NoDurations_IsZero()
    {
        Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(0.99));
    }

    [Fact]
    public void Percentile_OneDuration_IsIt()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(3.3));

        Assert.Equal(TimeSpan.FromMilliseconds(3.3), histogram.Percentile(0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(3.3), histogram.Maximum);
    }

    [Fact]
    public void Percentile_ManyDurations_IsAtMostOneSixtyFourthAboveTheTruth()
    {
        var histogram = new LatencyHistogram();
        var random = new SeededRandom(42);
        var all = new List<long>();
        for (var i = 0; i < 20_000; i++)
        {
            // From ticks to hours.
            var ticks = (long)Math.Exp(random.NextUnit() * 24);
            all.Add(ticks);
            histogram.Add(new TimeSpan(ticks));
        }

        all.Sort();
        foreach (var share in new[] { 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            var truth = all[Math.Max(0, (int)Math.Ceiling(share * all.Count) - 1)];
            Assert.InRange(histogram.Percentile(share).Ticks, truth, truth * (1 + (1.0 / 64)));
        }
    }

    [Fact]
    public void Add_LongestAndNegative_AreKept()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromSeconds(-1));
        histogram.Add(TimeSpan.MaxValue);

        Assert.Equal(TimeSpan.Zero, histogram.Percentile(0.5));
        Assert.Equal(TimeSpan.MaxValue, histogram.Percentile(1));
        Assert.Equal(2, histogram.Count);
    }
}
