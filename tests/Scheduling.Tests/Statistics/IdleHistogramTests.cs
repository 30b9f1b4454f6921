using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class IdleHistogramTests
{
    private readonly IdleHistogram _idle = new();

    [Fact]
    public void AnyFigure_Empty_SaysThatNothingIsKnown()
    {
        Assert.Equal(0, _idle.Count);
        Assert.Equal(0, _idle.OutOfRangeShare);
        Assert.Equal(double.NaN, _idle.CoefficientOfVariationOfCounts);
        Assert.Null(_idle.Percentile(50, roundUp: true));
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(59.999, 0)]
    [InlineData(60, 1)]
    [InlineData(14_399.999, 239)]
    public void Percentile_OneIdleTime_IsItsBin(double seconds, int bin)
    {
        _idle.Add(TimeSpan.FromSeconds(seconds));

        Assert.Equal(bin, _idle.Percentile(5, roundUp: false));
        Assert.Equal(bin + 1, _idle.Percentile(99, roundUp: true));
    }

    [Fact]
    public void Percentile_HundredMinutesOneEach_IsHeadAndTail()
    {
        AddMinutes(Enumerable.Range(0, 100));

        // Nearest rank: the 5th of 100 lies in bin 4, [4, 5); the 99th in bin 98, [98, 99).
        Assert.Equal(4, _idle.Percentile(5, roundUp: false));
        Assert.Equal(99, _idle.Percentile(99, roundUp: true));
        Assert.Equal(0, _idle.Percentile(0, roundUp: false));
        Assert.Equal(100, _idle.Percentile(100, roundUp: true));
    }

    [Fact]
    public void OutOfRangeShare_OneOfFour_IsAQuarter()
    {
        AddMinutes([1, 2, 3, 240]);

        Assert.Equal((4, 1), (_idle.Count, _idle.OutOfRange));
        Assert.Equal(0.25, _idle.OutOfRangeShare);
        Assert.Equal(4, _idle.Percentile(100, roundUp: true));
    }

    [Fact]
    public void CoefficientOfVariationOfCounts_AllInOneBin_IsTheRootOf239()
    {
        AddMinutes([7, 7, 7]);

        Assert.Equal(Math.Sqrt(239), _idle.CoefficientOfVariationOfCounts, 12);
    }

    [Fact]
    public void CoefficientOfVariationOfCounts_EveryBinOnce_IsNone()
    {
        AddMinutes(Enumerable.Range(0, 240));

        Assert.Equal(0.0, _idle.CoefficientOfVariationOfCounts);
    }

    [Fact]
    public void CoefficientOfVariationOfCounts_ThreeAndOne_IsAsComputedByHand()
    {
        AddMinutes([10, 10, 10, 20]);

        // Σc² = 9 + 1 = 10, n = 4: 240 · 10 / 16 − 1 = 149.
        Assert.Equal(Math.Sqrt(149), _idle.CoefficientOfVariationOfCounts, 12);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public void Percentile_NoPercentage_IsRefused(double percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _idle.Percentile(percent, roundUp: false));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyFigure_RandomIdleTimes_AgreesWithTheNaiveCount(int seed)
    {
        var random = new Random(seed);
        var (inRange, outOfRange, counts) = (new List<int>(), 0, new double[240]);
        for (var step = 1; step <= 1_000; step++)
        {
            var idle = TimeSpan.FromMinutes(Math.Pow(300, random.NextDouble()) - 1);
            _idle.Add(idle);
            var minute = (int)idle.TotalMinutes;
            if (minute < 240)
            {
                inRange.Add(minute);
                counts[minute]++;
            }
            else
            {
                outOfRange++;
            }

            var percent = random.Next(1, 101);
            var rank = ((percent * inRange.Count) + 99) / 100;
            var mean = counts.Average();
            var deviation = Math.Sqrt(counts.Average(count => (count - mean) * (count - mean)));
            var where = $"seed {seed}, step {step}, {percent} %";
            Assert.True(_idle.Percentile(percent, roundUp: false) == inRange.Order().ElementAt(rank - 1), where);
            Assert.True(Math.Abs(_idle.CoefficientOfVariationOfCounts - (deviation / mean)) < 1e-9, where);
            Assert.True(_idle.Count == step && _idle.OutOfRange == outOfRange, where);
        }
    }

    private void AddMinutes(IEnumerable<int> minutes)
    {
        foreach (var minute in minutes)
        {
            _idle.Add(TimeSpan.FromMinutes(minute));
        }
    }
}
