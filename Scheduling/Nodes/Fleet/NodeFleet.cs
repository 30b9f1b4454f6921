using OrleansScaler.Scheduling.Nodes.Fleet.Line;
using OrleansScaler.Scheduling.Nodes.Fleet.Orders;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// One shard's nodes, everybody who waits for room there, and how many nodes there are to be. Facts and the time come
/// in, commands go out; nothing is awaited, and the same calls give the same commands. An earlier time than the last
/// counts as the last.
/// </summary>
/// <remarks>
/// Every wish gets exactly one <see cref="FleetCommandKind.Placed"/> or <see cref="FleetCommandKind.Refused"/>, at once
/// or later, unless it is withdrawn.
/// </remarks>
public sealed partial class NodeFleet
{
    private readonly WishLine _line = new();
    private readonly TicketBook _tickets = new();
    private readonly KeptRoom _kept;
    private readonly RoomSeeking _seeking;
    private readonly List<Placement> _answers = [];
    private long _placements;
    private bool _isClosed;
    private bool _keepsNodes;
    private DateTimeOffset _now;

    /// <summary>A fleet. Nodes that the ledger has already count as configured.</summary>
    /// <param name="options">Its bounds and times.</param>
    /// <param name="ledger">Its nodes; from now on changed through the fleet alone.</param>
    public NodeFleet(NodeFleetOptions options, NodeLedger ledger)
    {
        (Options, Ledger) = (options, ledger);
        _kept = new KeptRoom(ledger, options.MaximumBypass);
        _seeking = new RoomSeeking(options);
        _orders = new OrderBook(options);
        _leaving = new Care.LeavingNodes(options);
        _headroom = new Headroom(options);
        _estimate = new NeedEstimate(options.ExpectedOffer, options.MaximumNodes);
        foreach (var node in ledger.Nodes)
        {
            _members.Add(node.Id, new Care.FleetMember(node, NodeOrigin.Configured));
        }
    }

    /// <summary>Its bounds and times.</summary>
    public NodeFleetOptions Options { get; }

    /// <summary>The nodes and what stands on them, to be read.</summary>
    public NodeLedger Ledger { get; }

    /// <summary>Wishes in line.</summary>
    public int Waiting => _line.Count;

    internal WishLine Line => _line;

    internal KeptRoom Kept => _kept;

    internal TicketBook Tickets => _tickets;

    /// <summary>
    /// Asks for room for one slot. The same ticket again while it waits changes nothing; while its reservation or its
    /// slot stands, it is told the same place again and no further room is taken.
    /// </summary>
    /// <param name="ticket">The wish's name.</param>
    /// <param name="request">What is needed; its count must be 1.</param>
    /// <param name="deadline">When the answer is of no use any more.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Ask(
        TicketId ticket, PlacementRequest request, DateTimeOffset deadline, DateTimeOffset now,
        List<FleetCommand> commands)
    {
        Advance(now);
        Take(new Wish(ticket, request, deadline), commands);
        Settle(commands);
    }

    /// <summary>
    /// Asks for room for many slots at once. Where the policy sorts batches, large ones go first; otherwise functions
    /// take turns.
    /// </summary>
    /// <param name="wishes">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Ask(IReadOnlyList<Wish> wishes, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        foreach (var wish in InOrder(wishes))
        {
            Take(wish, commands);
        }

        Settle(commands);
    }

    /// <summary>A wish is not wanted any more.</summary>
    /// <param name="ticket">Its name.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <returns>Whether it waited; false when it has its answer already: then cancel or confirm.</returns>
    public bool Withdraw(TicketId ticket, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var wish = _line.Find(ticket);
        if (wish is not null)
        {
            TakeOut(wish);
        }

        Settle(commands);
        return wish is not null;
    }

    /// <summary>The slot was made where it was placed.</summary>
    /// <param name="id">The reservation.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <returns>
    /// Whether it holds its room. <see cref="ConfirmStatus.UnknownReservation"/>: it came too late, or its node is
    /// gone; the caller destroys what it made.
    /// </returns>
    public ConfirmStatus Confirm(ReservationId id, SlotId slot, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var status = Ledger.Confirm(id, slot, now);
        if (status == ConfirmStatus.Confirmed)
        {
            _tickets.Remove(id);
            Created(Ledger.Find(slot)!.Node);
        }

        Settle(commands);
        return status;
    }

    /// <summary>The slot will not be made: its create failed, or nobody wants it.</summary>
    /// <param name="id">The reservation.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <returns>Whether it was held.</returns>
    public bool Cancel(ReservationId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var node = _tickets.Find(id)?.Node;
        var held = Ledger.Cancel(id);
        if (held)
        {
            _tickets.Remove(id);
            Freed(node!);
        }

        Settle(commands);
        return held;
    }

    /// <summary>The slot was destroyed.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <returns>Whether it stood here.</returns>
    public bool Release(SlotId slot, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var node = Ledger.Find(slot)?.Node;
        var stood = Ledger.Release(slot);
        if (stood)
        {
            Freed(node!);
        }

        Settle(commands);
        return stood;
    }

    /// <summary>A slot was found on a node, as after a restart.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="node">Where it was found.</param>
    /// <param name="request">What it is.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <param name="inPlaceOf">What was charged for it while nobody knew what it is; goes in the same step.</param>
    /// <returns>Whether it is accounted for.</returns>
    public AdoptStatus Adopt(
        SlotId slot,
        NodeId node,
        PlacementRequest request,
        DateTimeOffset now,
        List<FleetCommand> commands,
        SlotId? inPlaceOf = null)
    {
        Advance(now);
        var status = Ledger.Adopt(slot, node, request, now, inPlaceOf);
        if (Ledger.Find(node) is { } changed)
        {
            Freed(changed);
        }

        Settle(commands);
        return status;
    }

    /// <summary>Lets another policy place from now on. What was placed stays; what waits is looked at anew.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Use(IPlacementPolicy policy, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Ledger.Use(policy);
        foreach (var wish in _line.ByAge)
        {
            wish.Need = SlotNeed.Of(wish.Wish.Request, Ledger);
        }

        LookAtAll();
        Settle(commands);
    }

    /// <summary>Time has passed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Tick(DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Settle(commands);
    }

    /// <summary>
    /// No more wishes and no more nodes: refuses who waits, gives empty borrowed nodes back, and the others as they
    /// become empty.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Close(DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        _isClosed = true;
        foreach (var wish in _line.ByAge.ToArray())
        {
            TakeOut(wish);
            commands.Add(Refusals.Closed(wish.Wish));
        }

        _releases.Wake();
        Settle(commands);
    }

    /// <summary>
    /// No more wishes here, but somebody goes on with the nodes: refuses who waits, and gives none back.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Suspend(DateTimeOffset now, List<FleetCommand> commands)
    {
        _keepsNodes = true;
        Close(now, commands);
    }

    private void Advance(DateTimeOffset now) => _now = now > _now ? now : _now;
}
