using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>One call of a workload, with what a scheduler is not told.</summary>
/// <param name="At">When it arrives, from the start.</param>
/// <param name="Function">Index into <see cref="CellWorkload.Functions"/>.</param>
/// <param name="Work">What it uses.</param>
public readonly record struct CellArrival(TimeSpan At, int Function, CallWork Work);
