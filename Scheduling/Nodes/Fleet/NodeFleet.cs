using OrleansScaler.Scheduling.Nodes.Placements;
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
    private readonly Dictionary<TicketId, Wish> _waiting = [];
    private readonly List<TicketId> _line = [];
    private readonly List<Placement> _answers = [];
    private DateTimeOffset _now;

    /// <summary>A fleet.</summary>
    /// <param name="options">Its bounds and times.</param>
    /// <param name="ledger">Its nodes; from now on changed through the fleet alone.</param>
    public NodeFleet(NodeFleetOptions options, NodeLedger ledger) => (Options, Ledger) = (options, ledger);

    /// <summary>Its bounds and times.</summary>
    public NodeFleetOptions Options { get; }

    /// <summary>The nodes and what stands on them, to be read.</summary>
    public NodeLedger Ledger { get; }

    /// <summary>When <see cref="Tick"/> is due; null when nothing waits for a time.</summary>
    public DateTimeOffset? NextDeadline =>
        _waiting.Count == 0 ? Ledger.NextDeadline : Earlier(_waiting.Values.Min(wish => wish.Deadline), Ledger.NextDeadline);

    /// <summary>Wishes in line.</summary>
    public int Waiting => _waiting.Count;

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
        if (!_waiting.ContainsKey(ticket))
        {
            _waiting.Add(ticket, new Wish(ticket, request, deadline));
            _line.Add(ticket);
        }

        Settle(commands);
    }

    /// <summary>Asks for room for many slots at once; large ones go first where the policy sorts batches.</summary>
    /// <param name="wishes">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Ask(IReadOnlyList<Wish> wishes, DateTimeOffset now, List<FleetCommand> commands)
    {
        foreach (var wish in wishes)
        {
            Ask(wish.Ticket, wish.Request, wish.Deadline, now, commands);
        }
    }

    /// <summary>A wish is not wanted any more.</summary>
    /// <param name="ticket">Its name.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <returns>Whether it waited; false when it has its answer already: then cancel or confirm.</returns>
    public bool Withdraw(TicketId ticket, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var waited = _waiting.Remove(ticket) && _line.Remove(ticket);
        Settle(commands);
        return waited;
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
        var held = Ledger.Cancel(id);
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
        var stood = Ledger.Release(slot);
        Settle(commands);
        return stood;
    }

    /// <summary>A slot was found on a node, as after a restart.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="node">Where it was found.</param>
    /// <param name="request">What it is.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it is accounted for.</returns>
    public AdoptStatus Adopt(SlotId slot, NodeId node, PlacementRequest request, DateTimeOffset now)
    {
        Advance(now);
        return Ledger.Adopt(slot, node, request, now);
    }

    /// <summary>Time has passed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Tick(DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Ledger.Tick(now, []);
        foreach (var wish in _waiting.Values.Where(wish => wish.Deadline <= _now).ToArray())
        {
            _waiting.Remove(wish.Ticket);
            _line.Remove(wish.Ticket);
            commands.Add(FleetCommand.Refused(
                wish.Ticket, WishRefusal.DeadlinePassed, $"There was no room for '{wish.Request.Function}' in time."));
        }

        Settle(commands);
    }

    /// <summary>No more wishes and no more nodes: refuses who waits, gives empty borrowed nodes back.</summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Close(DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        foreach (var ticket in _line)
        {
            commands.Add(FleetCommand.Refused(ticket, WishRefusal.Closed, "The fleet is closed."));
        }

        _line.Clear();
        _waiting.Clear();
        ReleaseEmpty(commands, TimeSpan.Zero);
    }

    /// <summary>All that can be told of the fleet now. Costs a walk over all nodes.</summary>
    public NodeFleetSnapshot Snapshot() => new()
    {
        Ledger = Ledger.Snapshot(),
        Nodes = [],
        Leaving = [],
        Waiting = Waiting,
        Orders = _orders.Count,
        NodesNeeded = 0,
        ManagerFaults = 0,
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    private void Settle(List<FleetCommand> commands)
    {
        foreach (var ticket in _line.ToArray())
        {
            _answers.Clear();
            Ledger.Reserve(_waiting[ticket].Request, _now, _answers);
            if (_answers[0].IsPlaced)
            {
                _line.Remove(ticket);
                _waiting.Remove(ticket);
                commands.Add(FleetCommand.Placed(ticket, _answers[0]));
            }
        }

        if (_waiting.Count > 0 && _orders.Count == 0 && Options.CanOrder
            && Ledger.Nodes.Count() < Options.MaximumNodes)
        {
            var order = new OrderId(++_lastOrder);
            _orders.Add(order);
            commands.Add(FleetCommand.OrderNode(order));
        }

        ReleaseEmpty(commands, Options.ReleaseAfter);
    }

    private void Advance(DateTimeOffset now) => _now = now > _now ? now : _now;
}
