namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Percentiles over functions.</summary>
/// <param name="P50">Median.</param>
/// <param name="P75">75th percentile.</param>
/// <param name="P99">99th percentile.</param>
public sealed record Spread(double P50, double P75, double P99)
{
    /// <summary>The percentiles of values; zeros when there are none.</summary>
    /// <param name="values">The values.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(AtShare(sorted, 0.50), AtShare(sorted, 0.75), AtShare(sorted, 0.99));
    }

    /// <summary>The smallest value that a share of all does not exceed.</summary>
    internal static double AtShare(double[] sorted, double share) =>
        sorted.Length > 0 ? sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)] : 0;
}
