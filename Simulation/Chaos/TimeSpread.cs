namespace OrleansScaler.Simulation.Chaos;

/// <summary>A few durations in milliseconds.</summary>
/// <param name="P50">What half of them do not exceed.</param>
/// <param name="Max">The longest.</param>
public sealed record TimeSpread(double P50, double Max)
{
    /// <summary>Of these; null when there are none.</summary>
    /// <param name="times">The durations.</param>
    public static TimeSpread? Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0
            ? null
            : new TimeSpread(sorted[(sorted.Count - 1) / 2].TotalMilliseconds, sorted[^1].TotalMilliseconds);
    }
}
