using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

/// <summary>What a turn sees around it, before and after an await.</summary>
[GenerateSerializer, Immutable]
public sealed record TurnSurroundings(
    [property: Id(0)] bool OwnScheduler,
    [property: Id(1)] bool SameSchedulerAfterAwait,
    [property: Id(2)] bool SynchronizationContext,
    [property: Id(3)] string? CallersLocal);
