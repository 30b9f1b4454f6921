using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>How many slots of one function there are in one place, reserved ones included.</summary>
/// <param name="Function">The function.</param>
/// <param name="Slots">Its slots, 1 or more.</param>
public readonly record struct FunctionCount(FunctionKey Function, int Slots);
