using OrleansScaler.Simulation.Workloads.Durations;
using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;
using static OrleansScaler.Simulation.Workloads.Names.WorkloadKeys;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>Executions with heavy tails, called at random.</summary>
internal static class TailWorkloads
{
    private const string Sigma = "sigma";
    private const string Shape = "shape";
    private const string LeastMs = "least-ms";
    private const string MostMs = "most-ms";

    /// <summary>Five minutes; few platforms let a call run longer.</summary>
    private const double UsualMostMs = 300_000;

    public static WorkloadDefinition Lognormal { get; } = new(
        "lognormal",
        [
            FunctionsOf(100), HoursOf(1), RateOf(0.1), ExecOf(1000), InitOf(500), Memory,
            Number(Sigma, 2, 0, 5, "deviation of an execution's logarithm"),
            Number(MostMs, UsualMostMs, 0.01, MaximumMs, "longest execution"),
        ],
        values => FunctionSet.Make(
            "lognormal",
            values,
            _ => new PoissonArrivals(values.Number(Rate)),
            new LognormalDuration(
                values.Milliseconds(ExecMs), values.Number(Sigma), values.Milliseconds(MostMs))))
    {
        Conflict = values => NotAbove(values, ExecMs),
    };

    public static WorkloadDefinition Pareto { get; } = new(
        "pareto",
        [
            FunctionsOf(100), HoursOf(1), RateOf(0.1), InitOf(500), Memory,
            Number(Shape, 1.2, 0.1, 10, "the tail's exponent; the smaller, the heavier"),
            Number(LeastMs, 100, 0.01, MaximumMs, "shortest execution"),
            Number(MostMs, UsualMostMs, 0.01, MaximumMs, "longest execution"),
        ],
        values => FunctionSet.Make(
            "pareto",
            values,
            _ => new PoissonArrivals(values.Number(Rate)),
            new ParetoDuration(
                values.Milliseconds(LeastMs), values.Number(Shape), values.Milliseconds(MostMs))))
    {
        Conflict = values => NotAbove(values, LeastMs),
    };

    private static string? NotAbove(WorkloadValues values, string key) =>
        values.Number(key) < values.Number(MostMs)
            ? null
            : FormattableString.Invariant(
                $"{key} is {values.Number(key)}, not below {MostMs}, {values.Number(MostMs)}");
}
