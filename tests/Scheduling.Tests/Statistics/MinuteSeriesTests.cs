using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class MinuteSeriesTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 12, 0, 0, TimeSpan.FromHours(2));
    private readonly MinuteSeries _series = new();

    [Fact]
    public void Count_NothingHappened_IsNone()
    {
        Assert.Equal(0, _series.Count);
        Assert.Equal(0, _series.CountAt(At(5)));
        Assert.Empty(Peaks(At(5)));
    }

    [Fact]
    public void CopyArrivals_QuietMinutesBetween_AreZero()
    {
        _series.Arrived(At(0));
        _series.Arrived(At(0.9));
        _series.Arrived(At(3));

        Assert.Equal(4, _series.Count);
        Assert.Equal([2, 0, 0, 1], Arrivals());
    }

    [Fact]
    public void CopyPeaks_ConcurrencyLastsOverMinutes_IsCarriedOn()
    {
        _series.Changed(3, At(0.1));
        _series.Changed(1, At(0.2));
        _series.Changed(2, At(3.5));
        _series.Changed(0, At(3.6));

        // Minute 0 rose to 3 and fell to 1, which held over 1 and 2; minute 3 went to 2 and then idle.
        Assert.Equal([3, 1, 1, 2, 0], Peaks(At(4)));
    }

    [Fact]
    public void CopyPeaks_WithoutNow_EndsWithTheLastEvent()
    {
        _series.Changed(1, At(0));
        _series.Changed(0, At(1.5));

        var peaks = new double[120];
        Assert.Equal(2, _series.CopyPeaks(peaks));
        Assert.Equal([1, 1, 0], peaks[..3]);
    }

    [Fact]
    public void CopyPeaks_ShortSpan_TakesTheNewest()
    {
        _series.Changed(5, At(0));
        _series.Changed(6, At(1));
        _series.Changed(7, At(2));

        var two = new double[2];
        Assert.Equal(2, _series.CopyPeaks(two));
        Assert.Equal([6, 7], two);
    }

    [Fact]
    public void Count_SilentForADay_IsTwoHoursOfNothing()
    {
        _series.Arrived(At(0));
        _series.Arrived(At(24 * 60));

        Assert.Equal(120, _series.Count);
        Assert.Equal(1, Arrivals().Sum());
        Assert.Equal(1, Arrivals()[119]);
    }

    [Fact]
    public void Changed_TimeRunsBackwards_CountsAsTheLastEvent()
    {
        _series.Changed(1, At(2));
        _series.Changed(9, At(1));

        Assert.Equal([9], Peaks(At(0)));
    }

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 0.7)]
    [InlineData(3, 1.5)]
    [InlineData(4, 50)]
    [InlineData(5, 400)]
    public void Copy_RandomEvents_AgreesWithTheWholeHistory(int seed, double meanGap)
    {
        var random = new Random(seed);
        var (peaks, arrivals) = (new List<double>(), new List<double>());
        var (clock, level) = (0.0, 0);
        for (var step = 0; step < 2_000; step++)
        {
            clock += -Math.Log(1 - random.NextDouble()) * meanGap * (step == 0 ? 0 : 1);
            Extend(peaks, arrivals, clock, level);
            if (random.Next(2) == 0)
            {
                _series.Arrived(At(clock));
                arrivals[^1]++;
            }
            else
            {
                level = random.Next(10);
                _series.Changed(level, At(clock));
                peaks[^1] = Math.Max(peaks[^1], level);
            }

            var later = random.Next(4);
            var where = $"seed {seed}, step {step}";
            var quiet = Enumerable.Repeat((double)level, later);
            Assert.True(Peaks(At(clock + later)).SequenceEqual(peaks.Concat(quiet).TakeLast(120)), where);
            Assert.True(Arrivals().SequenceEqual(arrivals.TakeLast(120)), where);
        }
    }

    private static void Extend(List<double> peaks, List<double> arrivals, double minute, int level)
    {
        while (peaks.Count <= (int)minute)
        {
            peaks.Add(level);
            arrivals.Add(0);
        }
    }

    private double[] Peaks(DateTimeOffset now)
    {
        var peaks = new double[_series.CountAt(now)];
        Assert.Equal(peaks.Length, _series.CopyPeaks(peaks, now));
        return peaks;
    }

    private double[] Arrivals()
    {
        var arrivals = new double[_series.Count];
        Assert.Equal(arrivals.Length, _series.CopyArrivals(arrivals));
        return arrivals;
    }

    private static DateTimeOffset At(double minute) => s_t0.AddMinutes(minute);
}
