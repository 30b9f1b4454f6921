using Orleans;

namespace OrleansScaler.Contracts.Ledgers;

/// <summary>How far a shard of <see cref="ILiveFunctionsGrain"/> is.</summary>
/// <param name="Functions">Functions noted.</param>
/// <param name="Left">Functions that the walk under way has still to ask; 0 when none is under way.</param>
/// <param name="Walks">Walks ended since the shard was activated.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.LiveFunctionsStatus")]
public readonly record struct LiveFunctionsStatus(
    [property: Id(0)] int Functions, [property: Id(1)] int Left, [property: Id(2)] long Walks);
