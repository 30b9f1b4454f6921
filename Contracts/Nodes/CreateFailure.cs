using Orleans;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>A slot was not made where it was placed.</summary>
/// <param name="Reservation">What was held for it.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Fault">What the node did wrong; null when the create failed through no fault of the node.</param>
/// <param name="MayExist">
/// Whether the container may be there all the same: its room is held until the reservation runs out, and what the node
/// then still has of it is removed.
/// </param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.CreateFailure")]
public readonly record struct CreateFailure(
    [property: Id(0)] long Reservation,
    [property: Id(1)] string NodeId,
    [property: Id(2)] NodeFault? Fault,
    [property: Id(3)] bool MayExist);
