using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Asks for room for one slot.</summary>
/// <param name="Ticket">Its name: what the answer says.</param>
/// <param name="Request">What is needed; its count must be 1.</param>
/// <param name="Deadline">When the answer is of no use any more.</param>
public readonly record struct Wish(TicketId Ticket, PlacementRequest Request, DateTimeOffset Deadline);
