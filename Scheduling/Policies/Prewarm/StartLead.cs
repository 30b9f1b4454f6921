using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>How long before it is needed a slot has to be asked for.</summary>
internal static class StartLead
{
    /// <summary>Starts that take no time and timers that fire late must still come before the call.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    private const double Quantile = 0.95;

    /// <summary>The 95th percentile of the starts and the margin; the margin alone before the first.</summary>
    public static TimeSpan Of(FunctionStatistics statistics) =>
        (statistics.Starts.Quantile(Quantile) ?? TimeSpan.Zero) + Margin;
}
