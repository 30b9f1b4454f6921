using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells;

/// <summary>A call as a scheduler sees it: nothing of what it will use.</summary>
/// <param name="Id">Names the call; no other call of a run has the same.</param>
/// <param name="Function">What it calls: key, memory limit and time-out.</param>
/// <param name="Deadline">When its caller leaves if it has no container by then.</param>
public readonly record struct CellCall(RequestId Id, FunctionSpec Function, DateTimeOffset Deadline);
