using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What one function lost with a node.</summary>
/// <param name="Function">The function.</param>
/// <param name="Slots">Its slots that stood there, in the order in which they were reserved.</param>
/// <param name="Reservations">Those that were to be made there; they can be confirmed no more.</param>
public sealed record LostSlots(
    FunctionKey Function, IReadOnlyList<SlotId> Slots, IReadOnlyList<ReservationId> Reservations);
