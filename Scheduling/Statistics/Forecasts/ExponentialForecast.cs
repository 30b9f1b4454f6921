namespace OrleansScaler.Scheduling.Statistics.Forecasts;

/// <summary>
/// The next minute as a mean in which each value weighs half as much as the one after it (exponential smoothing with
/// α = 0.5). Good where the load wanders; always late where it climbs, and knows no periods.
/// </summary>
public static class ExponentialForecast
{
    private const double Alpha = 0.5;

    /// <summary>Forecasts the value after the last.</summary>
    /// <param name="series">One finite value a minute, oldest first.</param>
    /// <returns>At least 0; not-a-number, for "don't know", for an empty series.</returns>
    public static double NextMinute(ReadOnlySpan<double> series)
    {
        if (series.IsEmpty)
        {
            return double.NaN;
        }

        var level = series[0];
        foreach (var value in series[1..])
        {
            level += Alpha * (value - level);
        }

        return Math.Max(0, level);
    }
}
