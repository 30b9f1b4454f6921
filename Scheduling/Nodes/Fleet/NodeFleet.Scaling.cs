using OrleansScaler.Scheduling.Nodes.Fleet.Care;
using OrleansScaler.Scheduling.Nodes.Fleet.Line;
using OrleansScaler.Scheduling.Nodes.Fleet.Orders;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <content>After every event: who waits is served, nodes are ordered and given back, room is sought.</content>
public sealed partial class NodeFleet
{
    private readonly OrderBook _orders;
    private readonly NeedEstimate _estimate;
    private readonly Headroom _headroom;
    private readonly ReleaseLine _releases = new();
    private readonly LeavingNodes _leaving;
    private readonly List<FleetMember> _drained = [];
    private FleetMember? _movedOff;
    private DateTimeOffset? _consolidateAt;
    private bool _mayNeedMore = true;

    /// <summary>When <see cref="Tick"/> is due; null when nothing waits for a time.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            var next = Earliest(Ledger.NextDeadline, _line.FirstDeadline);
            next = Earliest(next, _recoveries.Count == 0 ? null : _recoveries.Min.At);
            next = Earliest(next, _leaving.NextDeadline);
            next = Earliest(next, _orders.GivenUpAt);
            next = Earliest(next, _releases.DueAt(ReleaseAfter));
            next = Earliest(next, _releases.First is null ? null : _headroom.ForgetsAt);
            next = Earliest(next, _consolidateAt);
            next = Earliest(next, _line.Count == 0 ? null : _seeking.NextDeadline(_now));
            return Earliest(next, _mayNeedMore ? OrdersAgainAt : null);
        }
    }

    internal int OrdersUnderWay => _orders.UnderWay;

    internal int NodesNeeded => _estimate.Nodes;

    /// <summary>Nodes that there are, that come and that go.</summary>
    private int Counted => _members.Count + _leaving.Count + _orders.UnderWay;

    private Resources? Orderable => Options is { CanOrder: true, MaximumNodes: > 0 } ? Options.ExpectedOffer : null;

    private TimeSpan ReleaseAfter => _isClosed ? TimeSpan.Zero : Options.ReleaseAfter;

    private bool MayOrder => Options.CanOrder && !_isClosed && !_orders.IsPaused(_now) && Counted < _orders.Cap(_now);

    /// <summary>When orders may be made that may not be now; null when it is not time that they wait for.</summary>
    private DateTimeOffset? OrdersAgainAt =>
        !Options.CanOrder || _isClosed ? null
        : _orders.IsPaused(_now) ? _orders.AgainAt
        : Counted >= _orders.Cap(_now) ? _orders.CapRisesAt(_now)
        : null;

    /// <summary>What became of <see cref="FleetCommandKind.SeekRoom"/>.</summary>
    /// <param name="freed">Idle slots that are being destroyed; 0 when nobody had any.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void RoomMade(int freed, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        _seeking.Answered(freed, _now);
        Settle(commands);
    }

    /// <summary>All that can be told of the fleet now. Costs a walk over all nodes.</summary>
    public NodeFleetSnapshot Snapshot() => new()
    {
        Ledger = Ledger.Snapshot(),
        Nodes =
        [
            .. _members.Values.OrderBy(member => member.Id).Select(member => new FleetNodeStatus(
                member.Id, member.Origin, member.EmptySince, member.Faults, member.Lies, member.HealthyAgainAt)),
        ],
        Leaving = [.. _leaving.Ids],
        Waiting = _line.Count,
        Orders = _orders.UnderWay,
        NodesNeeded = _estimate.Nodes,
        OrdersAgainAt = _orders.IsPaused(_now) ? _orders.AgainAt : null,
        ManagerFaults = _managerFaults,
    };

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private void Settle(List<FleetCommand> commands)
    {
        Expire();
        RefuseLate(commands);
        Recover();
        StopMovingIfNeeded();
        Dispatch(commands);
        OrderNodes(commands);
        ReleaseNodes(commands);
        Consolidate(commands);
        SeekRoom(commands);
    }

    private void OrderNodes(List<FleetCommand> commands)
    {
        _orders.GiveUp(_now);
        if (!MayOrder || (_line.Count > 0 && !_mayNeedMore))
        {
            return;
        }

        _mayNeedMore = false;
        var lacking = NodesWanted() - _orders.UnderWay;
        for (var i = Math.Min(lacking, _orders.Cap(_now) - Counted); i > 0; i--)
        {
            commands.Add(FleetCommand.OrderNode(_orders.Make(_now)));
        }

        // The cap may have cut it short.
        _mayNeedMore = lacking > 0 && Counted >= _orders.Cap(_now);
    }

    /// <summary>Fresh nodes for what waits and for headroom, or to have as many as there must be.</summary>
    private int NodesWanted()
    {
        var waiting = 0;
        var (extraUsed, extraFree) = (Resources.Zero, Resources.Zero);
        if (_line.Count > 0)
        {
            _estimate.Renew(_line, Ledger);
            waiting = _estimate.Nodes;
            extraFree = _estimate.Left;
            extraUsed = Resources.Max((Options.ExpectedOffer * waiting) - extraFree, Resources.Zero);
        }

        var here = Ledger.Digest(0);
        var hasRoom = _headroom.Largest.FitsIn(here.LargestFree)
            || (waiting > 0 && _estimate.HasRoomFor(_headroom.Largest));
        var ahead = _headroom.Nodes(
            here.Used + extraUsed, here.Offered - here.Used + extraFree, hasRoom, Options.ExpectedOffer);
        return Math.Max(waiting + ahead, Options.MinimumNodes - Staying(Options.MinimumNodes));
    }

    /// <summary>Nodes that are not being emptied, counted as far as the minimum asks for.</summary>
    private int Staying(int enough)
    {
        var staying = 0;
        foreach (var member in _members.Values)
        {
            staying += member.Node.IsDraining ? 0 : 1;
            if (staying >= enough)
            {
                break;
            }
        }

        return staying;
    }

    private void ReleaseNodes(List<FleetCommand> commands)
    {
        if (_keepsNodes)
        {
            return;
        }

        foreach (var id in _leaving.TakeDue(_now))
        {
            commands.Add(FleetCommand.ReleaseNode(id));
        }

        foreach (var member in _drained)
        {
            if (member is { EmptySince: not null, Node.IsDraining: true })
            {
                GiveBack(member, commands);
            }
        }

        _drained.Clear();
        if (_headroom.Forget(_now))
        {
            _releases.Wake();
        }

        while (_releases.IsDue(_now, ReleaseAfter))
        {
            var member = _members[_releases.First!.Value];
            if (!MayRelease(member))
            {
                _releases.Stay(_now);
                return;
            }

            GiveBack(member, commands);
        }
    }

    /// <summary>Whether there are enough nodes, and enough is free ahead of need, without an empty one.</summary>
    private bool MayRelease(FleetMember member)
    {
        if (_isClosed)
        {
            return true;
        }

        if (_kept.On == member.Node || Staying(Options.MinimumNodes + 1) <= Options.MinimumNodes)
        {
            return false;
        }

        return !member.Node.TakesSlots || HoldsWithout(member.Node, Resources.Zero);
    }

    /// <summary>Whether headroom holds on the other nodes, when they take so much more.</summary>
    private bool HoldsWithout(Node node, Resources moved)
    {
        var here = Ledger.Digest(0);
        if (!_headroom.IsWanted(here.Used))
        {
            return true;
        }

        var free = here.Offered - node.Offered - (here.Used - node.Used + moved);
        return _headroom.Wanted(here.Used).FitsIn(free)
            && Ledger.Index.Nodes.Values.Any(
                other => other != node && other.TakesSlots && _headroom.Largest.FitsIn(other.Free));
    }

    /// <summary>One node at a time is emptied by moving its slots; not while anybody waits for room.</summary>
    private void Consolidate(List<FleetCommand> commands)
    {
        if (!Options.Consolidates || _isClosed || _consolidateAt > _now)
        {
            return;
        }

        var isFirst = _consolidateAt is null;
        _consolidateAt = _now + Options.ConsolidateEvery;
        if (isFirst || _movedOff is not null || _line.Count + _orders.UnderWay > 0
            || Staying(Options.MinimumNodes + 1) <= Options.MinimumNodes
            || Consolidation.Find(_members.Values, Ledger, Options) is not { } member
            || !HoldsWithout(member.Node, member.Node.Used))
        {
            return;
        }

        _movedOff = member;
        member.IsMovedOff = true;
        Ledger.Drain(member.Id);
        commands.AddRange(Consolidation.MoveAway(member.Node));
    }

    private void StopMovingIfNeeded()
    {
        if (_movedOff is not { } moved)
        {
            return;
        }

        var isHere = _members.TryGetValue(moved.Id, out var member) && member == moved;
        if (isHere && moved.IsMovedOff && _line.Count > 0)
        {
            Ledger.Drain(moved.Id, false);
            moved.IsMovedOff = false;
            ChangedState(moved);
        }

        _movedOff = isHere && moved.IsMovedOff ? moved : null;
    }

    /// <summary>
    /// Where no node can be had and none is on its way: idle slots of others are to make room for who waits longest.
    /// </summary>
    private void SeekRoom(List<FleetCommand> commands)
    {
        _seeking.GiveUp(_now);
        if (_line.Count == 0)
        {
            _seeking.Rest();
            return;
        }

        if (_orders.UnderWay > 0 || !_seeking.MayAsk(_now) || LongestShort() is not { } wish)
        {
            return;
        }

        _seeking.Asked(_now);
        commands.Add(new FleetCommand
        {
            Kind = FleetCommandKind.SeekRoom,
            Function = wish.Wish.Request.Function,
            Need = wish.Need.Need,
            Count = Math.Min(wish.Flow.Count, Options.SeekAtOnce),
        });
    }

    /// <summary>
    /// The first of a function who waits longest for room, and not for a create to end or for a node that may be
    /// ordered; null when none.
    /// </summary>
    private WaitingWish? LongestShort()
    {
        WaitingWish? longest = null;
        var mayOrder = MayOrder;
        foreach (var flow in _line.Backlogged)
        {
            if (flow.Head is { } head && (longest is null || head.Number < longest.Number) && IsShort(head)
                && !(mayOrder && head.Need.FitsEmpty(Options.ExpectedOffer)))
            {
                longest = head;
            }
        }

        return longest;
    }

    private bool IsShort(WaitingWish wish) => wish.Answer.Refusal switch
    {
        PlacementRefusal.NoRoom or PlacementRefusal.OtherTenants or PlacementRefusal.SlotsBound => true,
        PlacementRefusal.CreatesBound => !Ledger.Index.Nodes.Values.Any(
            node => node.Grid == Ledger.Index.Creating && wish.Need.FitsOn(node)),
        _ => false,
    };
}
