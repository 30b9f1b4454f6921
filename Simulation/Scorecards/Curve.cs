namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Cumulative distributions, cut down to a bounded number of points.</summary>
public static class Curve
{
    /// <summary>Every hundredth, and the tail, where the differences are.</summary>
    public static IReadOnlyList<double> Shares { get; } =
        [.. Enumerable.Range(1, 99).Select(percent => percent / 100.0), 0.995, 0.999, 0.9999, 1];

    /// <summary>The distribution of values, exactly at <see cref="Shares"/>.</summary>
    /// <param name="values">The values; none gives no points.</param>
    public static IReadOnlyList<CurvePoint> Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length > 0
            ? [.. Shares.Select(share => new CurvePoint(Spread.AtShare(sorted, share), share))]
            : [];
    }
}
