namespace OrleansScaler.Simulation.Cells;

/// <summary>How a granted call ended.</summary>
/// <param name="Call">The call.</param>
/// <param name="Container">Where it ran.</param>
/// <param name="Duration">From the grant to its end.</param>
/// <param name="MaximumMemoryMegabytes">
/// The most that its container used meanwhile, all its calls together, in MB: nodes measure containers, not calls.
/// </param>
/// <param name="End">How it ended.</param>
public readonly record struct CellReturn(
    CellCall Call, string Container, TimeSpan Duration, double MaximumMemoryMegabytes, CellRunEnd End);
