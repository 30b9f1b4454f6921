using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

public sealed class LogHistogramTests
{
    [Fact]
    public void Curve_ManyValues_IsNearTheTruth()
    {
        var histogram = new LogHistogram();
        for (var i = 1; i <= 10_000; i++)
        {
            histogram.Add(i / 1000.0);
        }

        foreach (var point in histogram.Curve())
        {
            Assert.InRange(point.Value, 10 * point.Share * 63 / 64, 10 * point.Share);
        }
    }

    [Fact]
    public void Curve_ZerosOnesAndNothing_AreExact()
    {
        var histogram = new LogHistogram();
        Assert.Empty(histogram.Curve());

        histogram.Add(0, times: 98);
        histogram.Add(1);
        histogram.Add(1);
        var curve = histogram.Curve();

        Assert.Equal(new CurvePoint(0, 0.98), curve[97]);
        Assert.Equal(new CurvePoint(1, 0.99), curve[98]);
    }
}
