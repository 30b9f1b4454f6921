using OrleansScaler.Scheduling.Statistics.Forecasts;

namespace OrleansScaler.Scheduling.Tests.Statistics.Forecasts;

public sealed class Ar10ForecastTests
{
    [Fact]
    public void NextMinute_FewerThanThirty_IsUnknown() =>
        Assert.Equal(double.NaN, Ar10Forecast.NextMinute(new double[29]));

    [Fact]
    public void NextMinute_Constant_IsTheConstant() =>
        Assert.Equal(4, Ar10Forecast.NextMinute([.. Enumerable.Repeat(4.0, 30)]));

    [Fact]
    public void NextMinute_ChangeBeforeTheFirstEquation_StaysFinite() =>
        Assert.InRange(Ar10Forecast.NextMinute([100, .. Enumerable.Repeat(1.0, 40)]), 0, 100);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void NextMinute_PeriodUpToTen_IsWhatComesNext(int period)
    {
        double[] series = [.. Enumerable.Range(0, 120).Select(minute => minute % period == 0 ? 10.0 : 0)];

        // Shrunk by the ridge: 0.1 % for a spike at each place of the period, hence the margin.
        Assert.InRange(Ar10Forecast.NextMinute(series), 9.7, 10.3);
        Assert.InRange(Ar10Forecast.NextMinute(series.AsSpan(0, 119)), 0, 0.3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NextMinute_NoisyRecurrence_IsNearTheRecurrence(int seed)
    {
        // x = 50 + 1.2·(x₁ − 50) − 0.6·(x₂ − 50) + noise: what follows is known but for the noise.
        var random = new Random(seed);
        var (error, spread) = (0.0, 0.0);
        var series = new List<double> { 50, 55 };
        while (series.Count < 600)
        {
            var next = 50 + (1.2 * (series[^1] - 50)) - (0.6 * (series[^2] - 50));
            if (series.Count > 200)
            {
                error += Math.Abs(Ar10Forecast.NextMinute([.. series.TakeLast(120)]) - next);
                spread += Math.Abs(50 - next);
            }

            series.Add(next + (random.NextDouble() * 4) - 2);
        }

        Assert.True(error < 0.35 * spread, $"seed {seed}: {error / spread:P0} of the spread is not forecast");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void NextMinute_AnySeries_IsFiniteAndNotNegative(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var rare = random.Next(1, 60);
            double[] series = [.. Enumerable.Range(0, 120).Select(_ => random.Next(rare) == 0 ? random.Next(50) : 0.0)];
            var next = Ar10Forecast.NextMinute(series);
            Assert.True(double.IsFinite(next) && next >= 0, $"seed {seed}, round {round}: {next}");
        }
    }
}
