using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>A slot was made where it was placed.</summary>
/// <param name="Reservation">What was held for it.</param>
/// <param name="SlotId">The slot.</param>
/// <param name="ContainerId">The node's own id of it.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.SlotConfirmation")]
public readonly record struct SlotConfirmation(
    [property: Id(0)] long Reservation,
    [property: Id(1)] string SlotId,
    [property: Id(2)] string ContainerId);
