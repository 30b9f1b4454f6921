using OrleansScaler.Scheduling.Statistics.Forecasts;

namespace OrleansScaler.Scheduling.Tests.Statistics.Forecasts;

public sealed class FourierForecastTests
{
    [Fact]
    public void NextMinute_FewerThanEight_IsUnknown() =>
        Assert.Equal(double.NaN, FourierForecast.NextMinute([1, 2, 1, 2, 1, 2, 1]));

    [Fact]
    public void NextMinute_Constant_IsTheConstant() =>
        Assert.Equal(5, FourierForecast.NextMinute([5, 5, 5, 5, 5, 5, 5, 5]), 9);

    [Fact]
    public void NextMinute_PeriodOfFour_IsWhatComesNext()
    {
        Assert.Equal(3, FourierForecast.NextMinute([3, 1, 0, 1, 3, 1, 0, 1]), 9);
        Assert.Equal(1, FourierForecast.NextMinute([1, 0, 1, 3, 1, 0, 1, 3]), 9);
        Assert.Equal(0, FourierForecast.NextMinute([0, 1, 3, 1, 0, 1, 3, 1]), 9);
    }

    [Fact]
    public void NextMinute_Ramp_IsCarriedOn() =>
        Assert.Equal(20, FourierForecast.NextMinute([.. Minutes(20)]), 9);

    [Fact]
    public void NextMinute_SpikeEveryTwelfthMinute_RisesForTheSpikeAlone()
    {
        double[] before = [.. Minutes(120).Select(minute => minute % 12 == 0 ? 10.0 : 0)];
        double[] between = [.. before[6..], .. before[..6]];

        // Period 12 in 120 minutes is six harmonics, so all of the spike is kept.
        Assert.Equal(10, FourierForecast.NextMinute(before), 6);
        Assert.Equal(0, FourierForecast.NextMinute(between), 6);
    }

    [Fact]
    public void NextMinute_OlderThanTwoHours_IsLeftOff()
    {
        double[] recent = [.. Minutes(120).Select(minute => minute % 10)];

        Assert.Equal(FourierForecast.NextMinute(recent), FourierForecast.NextMinute([900, 800, 700, .. recent]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NextMinute_TenWavesOfWholePeriods_AgreesWithTheirSum(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            int[] cycles = [.. Enumerable.Range(1, 59).OrderBy(_ => random.Next()).Take(10)];
            double[] phases = [.. cycles.Select(_ => random.NextDouble() * 2 * Math.PI)];
            var at = (double minute) => 100 +
                cycles.Zip(phases, (cycle, phase) => Math.Cos((2 * Math.PI * cycle * minute / 120) + phase)).Sum();
            double[] series = [.. Minutes(120).Select(at)];
            if (Math.Abs(FourierForecast.NextMinute(series) - at(120)) > 1e-6)
            {
                // The only excuse: waves so slow that a straight line explains half of them.
                Assert.True(LineExplainsHalf(series), $"seed {seed}, round {round}");
            }
        }
    }

    private static bool LineExplainsHalf(double[] series)
    {
        var mean = series.Average();
        var covariance = series.Select((value, minute) => (value - mean) * (minute - 59.5)).Sum();
        var spread = Minutes(120).Sum(minute => Math.Pow(minute - 59.5, 2));
        return covariance * covariance / spread >= 0.5 * series.Sum(value => (value - mean) * (value - mean));
    }

    private static IEnumerable<double> Minutes(int count) => Enumerable.Range(0, count).Select(value => (double)value);
}
