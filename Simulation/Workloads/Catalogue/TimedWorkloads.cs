using System.Globalization;
using OrleansScaler.Scheduling.Policies.Names;
using OrleansScaler.Simulation.Workloads.Durations;
using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;
using static OrleansScaler.Simulation.Workloads.Names.WorkloadKeys;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>Calls by a clock, or by one another.</summary>
internal static class TimedWorkloads
{
    private const string Jitter = "jitter";
    private const string Size = "size";
    private const string Spread = "spread";
    private const string Calls = "calls";

    public static WorkloadDefinition Periodic { get; } = new(
        "periodic",
        [
            FunctionsOf(100), HoursOf(4), ExecOf(200), InitOf(500), Memory,
            WorkloadKeys.Duration(Every, 120, 0.01, 7 * Day, "the period"),
            Number(Jitter, 0.02, 0, 1, "what a call may be off, as a share of the period"),
        ],
        values => FunctionSet.Make(
            "periodic", values, _ => new PeriodicArrivals(values.Duration(Every), values.Number(Jitter))));

    public static WorkloadDefinition LockStep { get; } = new(
        "lockstep",
        [
            FunctionsOf(100), HoursOf(1), ExecOf(200), InitOf(500), Memory,
            Whole(Size, 5, 2, 1000, "functions of a group"),
            WorkloadKeys.Duration(Every, 60, 0.01, 7 * Day, "mean time from beat to beat"),
            WorkloadKeys.Duration(Spread, 1, 0, 3600, "from a beat to the last call of it"),
        ],
        values => FunctionSet.Make("lockstep", values, i => new LockStepArrivals(
            string.Create(CultureInfo.InvariantCulture, $"lockstep-group-{i / values.Whole(Size)}"),
            values.Duration(Every),
            values.Duration(Spread))))
    {
        Conflict = SpreadConflict,
    };

    public static WorkloadDefinition Burst { get; } = new(
        "burst",
        [
            FunctionsOf(1), HoursOf(4), ExecOf(20), InitOf(2000), Memory,
            Whole(Calls, 50, 1, 100_000, "calls of a burst"),
            WorkloadKeys.Duration(Every, 1800, 0.01, 7 * Day, "from burst to burst"),
            WorkloadKeys.Duration(Spread, 0, 0, 3600, "from the first call of a burst to the last"),
        ],
        values => FunctionSet.Make(
            "burst",
            values,
            _ => new BurstArrivals(values.Whole(Calls), values.Duration(Every), values.Duration(Spread)),
            new FixedDuration(values.Milliseconds(ExecMs))))
    {
        Conflict = SpreadConflict,
    };

    private static string? SpreadConflict(WorkloadValues values) => values.Duration(Spread) < values.Duration(Every)
        ? null
        : $"{Spread} is {DurationText.Write(values.Duration(Spread))}, "
            + $"not below {Every}, {DurationText.Write(values.Duration(Every))}";
}
