using OrleansScaler.Scheduling.Statistics.Forecasts;

namespace OrleansScaler.Scheduling.Tests.Statistics.Forecasts;

public sealed class MarkovForecastTests
{
    [Fact]
    public void NextMinute_TooShort_IsUnknown()
    {
        Assert.Equal(double.NaN, MarkovForecast.NextMinute([]));
        Assert.Equal(double.NaN, MarkovForecast.NextMinute([1]));
    }

    [Fact]
    public void NextMinute_StateNeverSeenToBeFollowed_IsUnknown() =>
        Assert.Equal(double.NaN, MarkovForecast.NextMinute([0, 0, 0, 0, 9]));

    [Fact]
    public void NextMinute_Alternating_IsTheOther()
    {
        Assert.Equal(0, MarkovForecast.NextMinute([0, 6, 0, 6, 0, 6]));
        Assert.Equal(6, MarkovForecast.NextMinute([6, 0, 6, 0, 6, 0]));
    }

    [Fact]
    public void NextMinute_Constant_IsTheConstant() => Assert.Equal(3, MarkovForecast.NextMinute([3, 3, 3]));

    [Fact]
    public void NextMinute_FourLevels_IsAsComputedByHand()
    {
        // Three of each, so the borders are 0, 10 and 20. After 10 came 20 and 30, once each.
        Assert.Equal(25, MarkovForecast.NextMinute([0, 10, 20, 0, 10, 30, 20, 0, 20, 30, 30, 10]), 12);
    }

    [Fact]
    public void NextMinute_SimilarValues_ShareAStateAndItsMean()
    {
        // Sorted 0 0 0 0 8 8 12 12: borders 0, 0, 8. After 0 came 8, 12 and 12: a third of 8, two thirds of 12.
        Assert.Equal(32 / 3.0, MarkovForecast.NextMinute([8, 0, 8, 0, 12, 0, 12, 0]), 12);
    }
}
