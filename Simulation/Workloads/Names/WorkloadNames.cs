using OrleansScaler.Simulation.Workloads.Catalogue;

namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>Every workload that can be named.</summary>
internal static class WorkloadNames
{
    /// <summary>What a mix is made of.</summary>
    public static IReadOnlyList<WorkloadDefinition> Parts { get; } =
    [
        RandomWorkloads.Poisson,
        RandomWorkloads.Gamma,
        RandomWorkloads.TwoState,
        RandomWorkloads.Diurnal,
        TimedWorkloads.Periodic,
        TimedWorkloads.LockStep,
        TimedWorkloads.Burst,
        TailWorkloads.Lognormal,
        TailWorkloads.Pareto,
        ChangingWorkloads.Churn,
        ChangingWorkloads.Solo,
    ];

    public static IReadOnlyList<WorkloadDefinition> All { get; } = [.. Parts, MixWorkload.Mix, WeekWorkload.Week];
}
