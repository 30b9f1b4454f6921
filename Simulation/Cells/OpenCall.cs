namespace OrleansScaler.Simulation.Cells;

/// <summary>A call that has arrived and not ended.</summary>
/// <param name="Call">As the scheduler knows it.</param>
/// <param name="Index">Its place in the workload.</param>
/// <param name="ArrivedAt">In ticks since the start.</param>
internal readonly record struct OpenCall(CellCall Call, int Index, long ArrivedAt);
