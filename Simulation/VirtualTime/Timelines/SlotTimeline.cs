namespace OrleansScaler.Simulation.VirtualTime.Timelines;

/// <summary>Slots of one function against the demand for them, over the trace.</summary>
/// <param name="Function">The function's place in the trace.</param>
/// <param name="PartLength">Length of one part; the last one may be shorter.</param>
/// <param name="Parts">The parts, from the start of the trace.</param>
public sealed record SlotTimeline(int Function, TimeSpan PartLength, IReadOnlyList<TimelinePart> Parts);
