using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>A function that has idle slots to give.</summary>
/// <param name="Function">The function.</param>
/// <param name="Idle">How many slots of it are idle.</param>
/// <param name="Priority">What one of them is worth: the lowest goes first.</param>
/// <param name="PerSlot">What one of them takes of its node, sidecar included.</param>
public readonly record struct ReclaimCandidate(FunctionKey Function, int Idle, double Priority, Resources PerSlot);
