using OrleansScaler.Scheduling.Policies.Names;
using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;
using static OrleansScaler.Simulation.Workloads.Names.WorkloadKeys;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>What is called changes during the trace.</summary>
internal static class ChangingWorkloads
{
    private const string Life = "life";
    private const string Alone = "alone";

    /// <summary>The first three functions take turns at being called alone, however many there are.</summary>
    private const int MaximumSoloists = 3;

    public static WorkloadDefinition Churn { get; } = new(
        "churn",
        [
            FunctionsOf(500), HoursOf(4), RateOf(0.05), ExecOf(200), InitOf(500), Memory,
            WorkloadKeys.Duration(Life, 1200, 0.1, 31 * Day, "mean time that a function lives"),
        ],
        values => FunctionSet.Make("churn", values, _ => new MortalArrivals(
            new PoissonArrivals(values.Number(Rate)), values.Length, values.Duration(Life))));

    public static WorkloadDefinition Solo { get; } = new(
        "solo",
        [
            FunctionsOf(50, least: 2), HoursOf(4), RateOf(0.1), ExecOf(200), InitOf(500), Memory,
            WorkloadKeys.Duration(Every, 1800, 0.1, 7 * Day, "from one stretch's end to the next one's"),
            WorkloadKeys.Duration(Alone, 600, 0.1, 7 * Day, "length of a stretch in which one function is called"),
        ],
        values => FunctionSet.Make("solo", values, i => new ChorusArrivals(
            new PoissonArrivals(values.Number(Rate)), StretchesOf(values), i < MaximumSoloists ? i : null)))
    {
        Conflict = values => values.Duration(Alone) < values.Duration(Every)
            ? null
            : $"{Alone} is {DurationText.Write(values.Duration(Alone))}, "
                + $"not below {Every}, {DurationText.Write(values.Duration(Every))}",
    };

    public static Stretches StretchesOf(WorkloadValues values) => new(
        values.Duration(Every), values.Duration(Alone), Math.Min(MaximumSoloists, values.Functions));
}
