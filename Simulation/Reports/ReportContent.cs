using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Reports;

/// <summary>What a report shows.</summary>
public sealed record ReportContent
{
    /// <summary>What was played.</summary>
    public required Workload Workload { get; init; }

    /// <summary>What the ranking goes by.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The seed of arrivals and durations.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The options of the command, in its own order.</summary>
    public required IReadOnlyList<ReportSetting> Settings { get; init; }

    /// <summary>The runs, in the order asked.</summary>
    public required IReadOnlyList<ReportedRun> Runs { get; init; }

    /// <summary>What was possible; null when that is not known.</summary>
    public required BoundSet? Bounds { get; init; }

    /// <summary>What the ranking goes by, in words.</summary>
    internal string Objective => Goal.Objective is Scorecards.Objective.Rum
        ? "RUM"
        : Goal.Objective.ToString().ToLowerInvariant();

    /// <summary>The runs, best first; equals in the order asked, and those without a figure last.</summary>
    internal IReadOnlyList<ReportedRun> Ranked =>
    [
        .. Runs.OrderBy(run => double.IsFinite(ValueOf(run)) ? 0 : 1)
            .ThenBy(run => Goal.MoreIsBetter ? -ValueOf(run) : ValueOf(run)),
    ];

    /// <summary>What a run is worth.</summary>
    internal double ValueOf(ReportedRun run) => Goal.ValueOf(run.Card, Workload.StartsTakeTime);

    /// <summary>A run's value as a share of its bound; null when that is not known.</summary>
    internal double? ShareOf(ReportedRun run) => Bounds is { } bounds ? Goal.ShareOf(ValueOf(run), bounds) : null;
}
