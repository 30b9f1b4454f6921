using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class IdleWindowsTests
{
    [Theory]
    [InlineData(new double[0], 0, 240, Reason.Unknown)]
    [InlineData(new[] { 20.5 }, 18, 23.1, Reason.IdleTimes)] // 20 · 0.9; 21 · 1.1
    [InlineData(new[] { 20.5, 30.5 }, 18, 34.1, Reason.IdleTimes)] // 20 · 0.9; 31 · 1.1
    [InlineData(new[] { 0.9, 30.5 }, 0, 34.1, Reason.IdleTimes)] // head below a bin: stays all the time
    [InlineData(new[] { 1.0, 1.0 }, 0.9, 2.2, Reason.IdleTimes)] // a head of one bin is one
    [InlineData(new[] { 20.5, 250 }, 18, 23.1, Reason.IdleTimes)] // half out of range, but no such gap is known
    [InlineData(new[] { 250.0 }, 0, 240, Reason.IdleTimesUnclear)] // nothing in range either
    public void Of_IdleTimesInMinutes_AreHeadAndTail(double[] minutes, double prewarm, double end, Reason reason)
    {
        var windows = IdleWindows.Of(Idle(minutes), new GapWindow());

        AssertWindows(prewarm, end, reason, windows);
    }

    [Theory]
    [InlineData(48, Reason.IdleTimes)] // CV² = 240 · 48 / 48² − 1 = 4
    [InlineData(49, Reason.IdleTimesUnclear)] // 240 / 49 − 1 = 3.9
    public void Of_IdleTimesAllDifferent_AreTrustedUntilTheyAreSpreadTooEvenly(int bins, Reason reason)
    {
        var windows = IdleWindows.Of(Idle([.. Enumerable.Range(10, bins).Select(bin => bin + 0.5)]), new GapWindow());

        Assert.Equal(reason, windows.Reason);
    }

    [Theory]
    [InlineData(new[] { 360.0 }, 306, 414)] // 0.85 · 6 h; 1.15 · 6 h
    [InlineData(new[] { 480.0, 1, 360 }, 357, 483)] // (480 + 360) / 2 = 420 min; the minute between says nothing
    public void Of_MostlyOutOfRange_ForecastsFromTheGapsThatAre(double[] gaps, double prewarm, double end)
    {
        var window = new GapWindow();
        foreach (var gap in gaps)
        {
            window.Add(TimeSpan.FromMinutes(gap));
        }

        var windows = IdleWindows.Of(Idle([300, 20]), window);

        AssertWindows(prewarm, end, Reason.IdleTimeForecast, windows);
    }

    [Fact]
    public void Of_LessThanHalfOutOfRange_GoesByTheHistogram()
    {
        var window = new GapWindow();
        window.Add(TimeSpan.FromHours(6));

        var windows = IdleWindows.Of(Idle([300, 20.5, 20.5]), window);

        AssertWindows(18, 23.1, Reason.IdleTimes, windows);
    }

    private static void AssertWindows(double prewarm, double end, Reason reason, IdleWindows windows)
    {
        Assert.Equal(prewarm, windows.Prewarm.TotalMinutes, 1e-6);
        Assert.Equal(end, windows.End.TotalMinutes, 1e-6);
        Assert.Equal(reason, windows.Reason);
    }

    private static IdleHistogram Idle(double[] minutes)
    {
        var idle = new IdleHistogram();
        foreach (var minute in minutes)
        {
            idle.Add(TimeSpan.FromMinutes(minute));
        }

        return idle;
    }
}
