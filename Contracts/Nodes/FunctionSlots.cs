using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>How many slots of one function there are in one place, those being made included.</summary>
/// <param name="Function">The function's key.</param>
/// <param name="Slots">Its slots.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.FunctionSlots")]
public readonly record struct FunctionSlots(
    [property: Id(0)] string Function,
    [property: Id(1)] int Slots);
