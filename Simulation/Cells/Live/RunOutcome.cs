namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>How a call ran on a node.</summary>
/// <param name="End">How it ended.</param>
/// <param name="PeakMegabytes">The most that its container used meanwhile, in MB.</param>
/// <param name="Duration">How long it ran, in the cell's time.</param>
internal readonly record struct RunOutcome(CellRunEnd End, double PeakMegabytes, TimeSpan Duration);
