namespace OrleansScaler.Scheduling.Statistics.Forecasts;

/// <summary>
/// The next minute from a smoothed level and a smoothed slope (Holt's double exponential smoothing, α = 0.5, β = 0.3).
/// Follows a ramp without delay; overshoots after a spike, and knows no periods.
/// </summary>
public static class HoltForecast
{
    private const double Alpha = 0.5;
    private const double Beta = 0.3;

    /// <summary>Forecasts the value after the last.</summary>
    /// <param name="series">One finite value a minute, oldest first.</param>
    /// <returns>At least 0; not-a-number, for "don't know", below two values: one has no slope.</returns>
    public static double NextMinute(ReadOnlySpan<double> series)
    {
        if (series.Length < 2)
        {
            return double.NaN;
        }

        var (level, slope) = (series[1], series[1] - series[0]);
        foreach (var value in series[2..])
        {
            var before = level;
            level = (Alpha * value) + ((1 - Alpha) * (level + slope));
            slope = (Beta * (level - before)) + ((1 - Beta) * slope);
        }

        return Math.Max(0, level + slope);
    }
}
