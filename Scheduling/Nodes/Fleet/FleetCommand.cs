using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// An intended effect. The fleet appends these; a driver carries them out and reports back as events. Only the fields
/// that its kind speaks of are set.
/// </summary>
public readonly record struct FleetCommand
{
    /// <summary>What to do.</summary>
    public required FleetCommandKind Kind { get; init; }

    /// <summary>The wish that is answered (placed, refused).</summary>
    public TicketId Ticket { get; init; }

    /// <summary>
    /// Where it has room (placed); what the ledger said, where it was asked (refused).
    /// </summary>
    public Placement Placement { get; init; }

    /// <summary>Why there is none (refused).</summary>
    public WishRefusal Refusal { get; init; }

    /// <summary>One sentence for people (refused).</summary>
    public string? Why { get; init; }

    /// <summary>The order (order a node).</summary>
    public OrderId Order { get; init; }

    /// <summary>The node (release a node, slots lost, move away).</summary>
    public NodeId Node { get; init; }

    /// <summary>
    /// Whose slots (slots lost, move away); who needs the room, and is not to lose slots for it (seek room).
    /// </summary>
    public FunctionKey Function { get; init; }

    /// <summary>The slots (slots lost, move away); null otherwise.</summary>
    public IReadOnlyList<SlotId>? Slots { get; init; }

    /// <summary>
    /// Reservations whose slots were being made there: they can be confirmed no more (slots lost); null otherwise.
    /// </summary>
    public IReadOnlyList<ReservationId>? Reservations { get; init; }

    /// <summary>What one slot needs, its sidecar included (seek room).</summary>
    public Resources Need { get; init; }

    /// <summary>For how many such slots (seek room).</summary>
    public int Count { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        FleetCommandKind.Placed => $"{Kind} {Ticket} on {Placement.Reservation!.Node.Id}",
        FleetCommandKind.Refused => $"{Kind} {Ticket}: {Refusal}",
        FleetCommandKind.OrderNode => $"{Kind} {Order}",
        FleetCommandKind.ReleaseNode => $"{Kind} {Node}",
        FleetCommandKind.SeekRoom => $"{Kind} {Count} × {Need} for {Function}",
        _ => $"{Kind} of {Function} on {Node}: {string.Join(", ", Slots ?? [])}",
    };

    internal static FleetCommand Placed(TicketId ticket, Placement placement) =>
        new() { Kind = FleetCommandKind.Placed, Ticket = ticket, Placement = placement };

    internal static FleetCommand Refused(TicketId ticket, WishRefusal refusal, string why, Placement said = default) =>
        new() { Kind = FleetCommandKind.Refused, Ticket = ticket, Refusal = refusal, Why = why, Placement = said };

    internal static FleetCommand OrderNode(OrderId order) => new() { Kind = FleetCommandKind.OrderNode, Order = order };

    internal static FleetCommand ReleaseNode(NodeId node) => new() { Kind = FleetCommandKind.ReleaseNode, Node = node };

    internal static FleetCommand SlotsLost(NodeId node, LostSlots lost) => new()
    {
        Kind = FleetCommandKind.SlotsLost,
        Node = node,
        Function = lost.Function,
        Slots = lost.Slots,
        Reservations = lost.Reservations,
    };
}
