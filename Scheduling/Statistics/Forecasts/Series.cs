namespace OrleansScaler.Scheduling.Statistics.Forecasts;

/// <summary>Sums that the forecasts share.</summary>
internal static class Series
{
    public static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The mean of at least one value.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Sum(values) / values.Length;
}
