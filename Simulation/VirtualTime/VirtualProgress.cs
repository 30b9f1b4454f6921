namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>How far a run in virtual time is.</summary>
/// <param name="Arrived">Calls that arrived.</param>
/// <param name="ColdStarts">Calls that ended and were cold.</param>
public readonly record struct VirtualProgress(long Arrived, long ColdStarts);
