namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>A workload that can be named.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keys">What can be given of it.</param>
/// <param name="Build">Makes its functions.</param>
internal sealed record WorkloadDefinition(
    string Name, IReadOnlyList<WorkloadKey> Keys, Func<WorkloadValues, IReadOnlyList<SyntheticFunction>> Build)
{
    /// <summary>What is wrong with figures that are each within their bounds; null when nothing is.</summary>
    public Func<WorkloadValues, string?> Conflict { get; init; } = _ => null;

    public WorkloadValues Usual => new(Keys);
}
