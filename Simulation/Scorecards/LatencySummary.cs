namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Percentiles of a latency, in wall milliseconds.</summary>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">The longest.</param>
public sealed record LatencySummary(double P50, double P99, double P999, double Max);
