using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>What became of an Assign.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Slot">The slot it holds; null unless granted.</param>
/// <param name="Reason">Why it was granted or refused; None while it waits.</param>
public readonly record struct AssignResult(AssignStatus Status, Slot? Slot, Reason Reason);
