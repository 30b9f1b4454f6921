using OrleansScaler.Scheduling.Statistics.Forecasts;

namespace OrleansScaler.Scheduling.Tests.Statistics.Forecasts;

public sealed class SmoothingForecastTests
{
    [Fact]
    public void NextMinute_TooShort_IsUnknown()
    {
        Assert.Equal(double.NaN, ExponentialForecast.NextMinute([]));
        Assert.Equal(double.NaN, HoltForecast.NextMinute([4]));
    }

    [Fact]
    public void Exponential_FourValues_HalvesEachDistance()
    {
        // 8 → 4 + … : 8, (8+4)/2 = 6, (6+10)/2 = 8, (8+0)/2 = 4.
        Assert.Equal(4, ExponentialForecast.NextMinute([8, 4, 10, 0]));
        Assert.Equal(8, ExponentialForecast.NextMinute([8]));
    }

    [Fact]
    public void Exponential_Negative_IsNone() => Assert.Equal(0, ExponentialForecast.NextMinute([-8]));

    [Fact]
    public void Holt_Ramp_IsCarriedOn() => Assert.Equal(12, HoltForecast.NextMinute([2, 4, 6, 8, 10]), 12);

    [Fact]
    public void Holt_RampThatStops_IsAsComputedByHand()
    {
        // Level 2, slope 1. Value 2: level 0.5·2 + 0.5·3 = 2.5, slope 0.3·0.5 + 0.7·1 = 0.85; so 3.35.
        Assert.Equal(3.35, HoltForecast.NextMinute([1, 2, 2]), 12);
    }

    [Fact]
    public void Holt_FallingBelowZero_IsNone() => Assert.Equal(0, HoltForecast.NextMinute([9, 4]));
}
