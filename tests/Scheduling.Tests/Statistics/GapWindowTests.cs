using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class GapWindowTests
{
    private readonly GapWindow _gaps = new();

    [Fact]
    public void AnyFigure_NoGap_IsNotANumber()
    {
        Assert.Equal(0, _gaps.Count);
        Assert.Equal(double.NaN, _gaps.Mean);
        Assert.Equal(double.NaN, _gaps.StandardDeviation);
        Assert.Equal(double.NaN, _gaps.CoefficientOfVariation);
        Assert.Equal(double.NaN, _gaps.Median);
    }

    [Fact]
    public void AnyFigure_EightGaps_IsAsComputedByHand()
    {
        // The textbook's 2 4 4 4 5 5 7 9: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, 32/8 = 4, deviation 2.
        Add(9, 2, 4, 5, 4, 5, 7, 4);

        Assert.Equal(5, _gaps.Mean);
        Assert.Equal(2, _gaps.StandardDeviation);
        Assert.Equal(0.4, _gaps.CoefficientOfVariation, 12);
        Assert.Equal(4.5, _gaps.Median);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.25, 4)]
    [InlineData(0.5, 4.5)]
    [InlineData(0.9, 7.6)] // place 0.9 · 7 = 6.3, so 7 + 0.3 · (9 − 7)
    [InlineData(1, 9)]
    public void Quantile_EightGaps_LiesOnTheLineBetweenTheNearest(double q, double expected)
    {
        Add(9, 2, 4, 5, 4, 5, 7, 4);

        Assert.Equal(expected, _gaps.Quantile(q), 12);
    }

    [Fact]
    public void CoefficientOfVariation_ClockOfATenthOfASecond_IsExactlyNone()
    {
        Add([.. Enumerable.Repeat(0.1, 1_000)]);

        Assert.Equal(0.0, _gaps.CoefficientOfVariation);
        Assert.Equal(0.1, _gaps.Mean, 15);
    }

    [Fact]
    public void CoefficientOfVariation_AllGapsZero_IsNotANumber()
    {
        Add(0, 0);

        Assert.Equal(double.NaN, _gaps.CoefficientOfVariation);
    }

    [Fact]
    public void Add_MoreThanCapacity_ForgetsTheOldest()
    {
        Add([.. Enumerable.Range(1, 203).Select(gap => (double)gap)]);

        Assert.Equal(200, _gaps.Count);
        Assert.Equal(4, _gaps[0]);
        Assert.Equal(203, _gaps[199]);
        Assert.Equal(103.5, _gaps.Mean);
    }

    [Fact]
    public void Add_OutsideTheRange_CountsAsItsEnd()
    {
        _gaps.Add(TimeSpan.FromSeconds(-1));
        _gaps.Add(TimeSpan.MaxValue);

        Assert.Equal(0, _gaps[0]);
        Assert.Equal(TimeSpan.FromDays(3_650).TotalSeconds, _gaps[1]);
    }

    [Fact]
    public void StandardDeviation_LongestGapsThroughout_DoesNotOverflow()
    {
        for (var index = 0; index < 400; index++)
        {
            _gaps.Add(index % 2 == 0 ? TimeSpan.MaxValue : TimeSpan.Zero);
        }

        Assert.Equal(TimeSpan.FromDays(1_825).TotalSeconds, _gaps.StandardDeviation);
    }

    [Fact]
    public void CopyTo_ShorterSpan_TakesTheNewest()
    {
        Add(1, 2, 3);
        var two = new double[2];
        var five = new double[5];

        Assert.Equal(2, _gaps.CopyTo(two));
        Assert.Equal(3, _gaps.CopyTo(five));
        Assert.Equal([2, 3], two);
        Assert.Equal([1, 2, 3, 0, 0], five);
    }

    [Fact]
    public void Indexer_OutsideTheWindow_IsRefused()
    {
        Add(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => _gaps[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _gaps[-1]);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Quantile_NoShare_IsRefused(double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _gaps.Quantile(q));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyFigure_RandomGaps_AgreesWithTheNaiveSum(int seed)
    {
        var random = new Random(seed);
        var model = new List<double>();
        for (var step = 0; step < 2_000; step++)
        {
            var gap = TimeSpan.FromTicks((long)(Math.Pow(10, random.NextDouble() * 9) * 1_000));
            model.Add(gap.TotalSeconds);
            _gaps.Add(gap);
            if (model.Count > 200)
            {
                model.RemoveAt(0);
            }

            var where = $"seed {seed}, step {step}";
            var mean = model.Average();
            var deviation = Math.Sqrt(model.Average(value => (value - mean) * (value - mean)));
            Assert.True(Math.Abs(_gaps.Mean - mean) <= 1e-9 * mean, where);
            Assert.True(Math.Abs(_gaps.StandardDeviation - deviation) <= 1e-9 * mean, where);
            Assert.True(_gaps[0] == model[0] && _gaps[model.Count - 1] == model[^1], where);
            var q = random.Next(model.Count) / Math.Max(1.0, model.Count - 1);
            var ordered = model.Order().ElementAt((int)Math.Round(q * (model.Count - 1)));
            Assert.True(Math.Abs(_gaps.Quantile(q) - ordered) <= 1e-9 * (ordered + mean), where);
        }
    }

    private void Add(params double[] seconds)
    {
        foreach (var gap in seconds)
        {
            _gaps.Add(TimeSpan.FromSeconds(gap));
        }
    }
}
