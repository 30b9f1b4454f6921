using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>A function that is to give idle slots up.</summary>
/// <param name="Function">The function.</param>
/// <param name="Slots">How many, 1 or more.</param>
/// <param name="Priority">What each was worth: a fleet's clock moves up to the highest.</param>
public readonly record struct ReclaimVictim(FunctionKey Function, int Slots, double Priority);
