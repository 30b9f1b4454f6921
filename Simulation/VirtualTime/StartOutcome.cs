using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>How the start of one slot ends.</summary>
/// <param name="After">Time from the create's call to the end of the init, or to the failure.</param>
/// <param name="Failure">Why it fails; null when it does not.</param>
/// <param name="Made">Whether a failed start leaves a slot behind, which has to be destroyed.</param>
public readonly record struct StartOutcome(TimeSpan After, StartFailure? Failure = null, bool Made = false);
