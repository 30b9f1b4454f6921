using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class DurationDigestTests
{
    private readonly DurationDigest _digest = new();

    [Fact]
    public void AnyFigure_Empty_IsNone()
    {
        Assert.Equal(0, _digest.Count);
        Assert.Null(_digest.Mean);
        Assert.Null(_digest.Maximum);
        Assert.Null(_digest.Quantile(0.5));
        Assert.Null(_digest.MeanResidual(TimeSpan.Zero));
    }

    [Fact]
    public void Mean_ThreeDurations_IsExact()
    {
        AddMs(1, 2, 60_000);

        Assert.Equal(TimeSpan.FromMilliseconds(20_001), _digest.Mean);
        Assert.Equal(TimeSpan.FromMilliseconds(60_000), _digest.Maximum);
    }

    [Fact]
    public void AnyFigure_OnlyOneValue_IsExact()
    {
        AddMs(137, 137, 137, 137);

        Assert.Equal(TimeSpan.FromMilliseconds(137), _digest.Quantile(0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(37), _digest.MeanResidual(TimeSpan.FromMilliseconds(100)));
        Assert.Null(_digest.MeanResidual(TimeSpan.FromMilliseconds(137)));
    }

    [Fact]
    public void Quantile_ManyEqualThenAnother_StillCountsTheEqualOnes()
    {
        AddMs([.. Enumerable.Repeat(10.0, 98), 4_000, 1]);

        Assert.InRange(_digest.Quantile(0.02)!.Value.TotalMilliseconds, 9.5, 10.5);
        Assert.InRange(_digest.Quantile(0.99)!.Value.TotalMilliseconds, 9.5, 10.5);
        Assert.Equal(100, _digest.Count);
    }

    [Fact]
    public void Quantile_Ends_AreExact()
    {
        AddMs(3, 70, 900);

        Assert.Equal(TimeSpan.FromMilliseconds(3), _digest.Quantile(0));
        Assert.Equal(TimeSpan.FromMilliseconds(900), _digest.Quantile(1));
    }

    [Fact]
    public void Quantile_HundredMilliseconds_IsWithinFivePercentOfTheNearestRank()
    {
        AddMs([.. Enumerable.Range(1, 100).Select(ms => (double)ms)]);

        Assert.InRange(_digest.Quantile(0.5)!.Value.TotalMilliseconds, 50 * 0.95, 50 * 1.05);
        Assert.InRange(_digest.Quantile(0.95)!.Value.TotalMilliseconds, 95 * 0.95, 95 * 1.05);
    }

    [Fact]
    public void Quantile_BelowAMillisecond_IsWithinHalfOfOne()
    {
        AddMs(0.1, 0.2, 0.9);

        Assert.InRange(_digest.Quantile(0.5)!.Value.TotalMilliseconds, 0, 0.7);
    }

    [Fact]
    public void MeanResidual_YoungerThanTheShortest_IsTheMeanLessTheAge()
    {
        AddMs(100, 300);

        Assert.Equal(TimeSpan.FromMilliseconds(150), _digest.MeanResidual(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(TimeSpan.FromMilliseconds(200), _digest.MeanResidual(TimeSpan.FromMilliseconds(-1)));
    }

    [Fact]
    public void MeanResidual_ShortOnesOutlived_IsWhatTheLongOnesHaveLeft()
    {
        AddMs(10, 10, 10, 10_000);

        // After 1 s only the 10 s ones are left, known within 5 %: 9 s ± 0.5 s.
        Assert.InRange(_digest.MeanResidual(TimeSpan.FromSeconds(1))!.Value.TotalSeconds, 8.5, 9.5);
    }

    [Fact]
    public void Add_NegativeOrEndless_IsCounted()
    {
        _digest.Add(TimeSpan.FromSeconds(-1));
        _digest.Add(TimeSpan.MaxValue);
        _digest.Add(TimeSpan.MaxValue);

        Assert.Equal(3, _digest.Count);
        Assert.Equal(TimeSpan.Zero, _digest.Quantile(0));
        Assert.InRange(_digest.Quantile(0.5)!.Value, TimeSpan.FromDays(1), TimeSpan.MaxValue);
        Assert.Equal(TimeSpan.MaxValue, _digest.Maximum);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Quantile_NoShare_IsRefused(double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _digest.Quantile(q));

    [Fact]
    public void Buckets_EveryDurationUpToTwoDays_LiesWithinItsOwn()
    {
        for (var ticks = 1L; ticks < TimeSpan.FromDays(2).Ticks; ticks += 1 + (ticks / 997))
        {
            var bucket = DurationBuckets.Of(ticks);
            Assert.InRange(ticks, DurationBuckets.StartOf(bucket), DurationBuckets.StartOf(bucket + 1) - 1);
        }
    }

    [Fact]
    public void Buckets_FromAMillisecondToADay_AreNarrowEnoughForTheStatedError()
    {
        Assert.True(DurationBuckets.StartOf(DurationBuckets.Count - 1) >= TimeSpan.FromDays(1).Ticks);
        for (var bucket = 1; bucket < DurationBuckets.Count - 1; bucket++)
        {
            var (start, end) = (DurationBuckets.StartOf(bucket), DurationBuckets.StartOf(bucket + 1));
            Assert.Equal(bucket, DurationBuckets.Of(start));
            Assert.Equal(bucket, DurationBuckets.Of(end - 1));
            Assert.True((end - start) / 2.0 <= 0.05 * start, $"bucket {bucket} is wider than 10 %");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyFigure_RandomDurations_IsWithinItsStatedError(int seed)
    {
        var random = new Random(seed);
        var model = new List<double>();
        for (var step = 1; step <= 3_000; step++)
        {
            var ms = Math.Min(86_400_000, 1 + (Math.Pow(10, random.NextDouble() * 4) * random.Next(1, 100)));
            var duration = TimeSpan.FromTicks((long)(ms * TimeSpan.TicksPerMillisecond));
            model.Add(duration.TotalMilliseconds);
            _digest.Add(duration);
            if (step % 50 == 0)
            {
                Agree([.. model.Order()], random.NextDouble(), $"seed {seed}, step {step}");
            }
        }
    }

    private void Agree(double[] sorted, double q, string where)
    {
        Assert.True(Math.Abs(_digest.Mean!.Value.TotalMilliseconds - sorted.Average()) < 0.001, where);
        var exact = sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Length) - 1)];
        Assert.True(Math.Abs(_digest.Quantile(q)!.Value.TotalMilliseconds - exact) <= 0.05 * exact, where);

        // An age on a border cuts no bucket, so that the residual owes its error to the middles alone.
        var bucket = DurationBuckets.Of(TimeSpan.FromMilliseconds(exact).Ticks);
        var age = TimeSpan.FromTicks(DurationBuckets.StartOf(bucket));
        var longer = sorted.Where(ms => ms >= age.TotalMilliseconds).ToArray();
        var residual = _digest.MeanResidual(age)!.Value.TotalMilliseconds;
        Assert.True(Math.Abs(residual - (longer.Average() - age.TotalMilliseconds)) <= 0.05 * longer.Average(), where);
    }

    private void AddMs(params double[] durations)
    {
        foreach (var ms in durations)
        {
            _digest.Add(TimeSpan.FromTicks((long)(ms * TimeSpan.TicksPerMillisecond)));
        }
    }
}
