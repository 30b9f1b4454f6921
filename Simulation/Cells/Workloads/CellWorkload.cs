using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>A workload of the 2020 contest, drawn from its table with a seed.</summary>
/// <param name="Functions">The functions, in the order of the table.</param>
/// <param name="Calls">The calls, in order of time; those of one instant in the order of their functions.</param>
/// <param name="Length">How long the run is; the last calls may end later.</param>
public sealed record CellWorkload(
    IReadOnlyList<FunctionSpec> Functions, IReadOnlyList<CellArrival> Calls, TimeSpan Length);
