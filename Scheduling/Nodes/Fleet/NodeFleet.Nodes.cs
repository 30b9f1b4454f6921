using OrleansScaler.Scheduling.Nodes.Fleet.Care;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <content>Nodes come, change and go.</content>
public sealed partial class NodeFleet
{
    private readonly Dictionary<NodeId, FleetMember> _members = [];
    private readonly SortedSet<(DateTimeOffset At, NodeId Id)> _recoveries = [];
    private readonly List<Reservation> _expired = [];
    private int _managerFaults;

    internal IReadOnlyDictionary<NodeId, FleetMember> Members => _members;

    internal LeavingNodes Leaving => _leaving;

    /// <summary>A node joins that was not ordered.</summary>
    /// <param name="spec">What it says of itself.</param>
    /// <param name="origin">How it came.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <param name="keptUntil">
    /// Until when it is not given back though nothing is known to stand there: it was had before a restart.
    /// </param>
    /// <returns>Whether it joined; a node that is being given back is here until the manager has taken it.</returns>
    public JoinResult Join(
        NodeSpec spec,
        NodeOrigin origin,
        DateTimeOffset now,
        List<FleetCommand> commands,
        DateTimeOffset? keptUntil = null)
    {
        Advance(now);
        var result = Add(spec, origin, keptUntil);
        Settle(commands);
        return result;
    }

    /// <summary>
    /// An order brought a node. One that is here already, or cannot be what it says, makes the order a failed one; the
    /// latter is given back. One that comes after its order was given up is taken.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="spec">What the resource manager says of the node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public JoinResult OrderFilled(OrderId order, NodeSpec spec, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var result = Add(spec, NodeOrigin.Ordered, keptUntil: null);
        if (result.Status == JoinStatus.Joined)
        {
            _orders.Fill(order);
        }
        else
        {
            _orders.Fail(order, _now);
            _managerFaults += result.Status == JoinStatus.TooManyNodes ? 0 : 1;
            GiveBackUnused(spec.Id, result.Status, commands);
        }

        _mayNeedMore = true;
        Settle(commands);
        return result;
    }

    /// <summary>An order brought no node; further ones pause.</summary>
    /// <param name="order">The order.</param>
    /// <param name="failure">Why; both pause orders alike.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void OrderFailed(OrderId order, OrderFailure failure, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        _orders.Fail(order, _now);
        _mayNeedMore = true;
        Settle(commands);
    }

    /// <summary>A node was given back.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void NodeReleased(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        if (_leaving.Released(id))
        {
            commands.Add(FleetCommand.ReleaseNode(id));
        }

        _mayNeedMore = true;
        Settle(commands);
    }

    /// <summary>A node could not be given back: it is tried again after a pause, a bounded number of times.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void ReleaseFailed(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        _leaving.Failed(id, _now);
        Settle(commands);
    }

    /// <summary>
    /// A node is gone, and all that stood on it: each function is told what it lost. A borrowed one is given back.
    /// </summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Lose(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        TakeAway(id, commands);
        Settle(commands);
    }

    /// <summary>
    /// A node is to be emptied, or is not any more. A borrowed one is given back as soon as it is empty.
    /// </summary>
    /// <param name="id">The node.</param>
    /// <param name="isDraining">Whether.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public NodeChange Drain(NodeId id, bool isDraining, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var change = Ledger.Drain(id, isDraining);
        if (_members.TryGetValue(id, out var member))
        {
            member.IsMovedOff = false;
            ChangedState(member);
        }

        Settle(commands);
        return change;
    }

    /// <summary>A node was seen to use so much.</summary>
    /// <param name="id">The node.</param>
    /// <param name="use">All that is used on it.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// <see cref="NodeChange.Invalid"/> for what cannot be true: the node is quarantined for it.
    /// </returns>
    public NodeChange Measured(NodeId id, Resources use, DateTimeOffset now)
    {
        Advance(now);
        var change = Ledger.SetMeasuredUse(id, use);
        if (change == NodeChange.Invalid)
        {
            Punish(_members[id], NodeFault.Lied);
        }

        return change;
    }

    /// <summary>
    /// A node did something wrong. It takes no new slots for a while, which grows from fault to fault; one that cannot
    /// be reached for long is lost.
    /// </summary>
    /// <param name="id">The node; one that is not here is not looked at.</param>
    /// <param name="fault">What.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Fault(NodeId id, NodeFault fault, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        if (_members.TryGetValue(id, out var member) && Punish(member, fault))
        {
            TakeAway(id, commands);
        }

        Settle(commands);
    }

    /// <summary>A node gave a good answer: a suspect one is healthy again, a quarantined one is not.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Answered(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        if (_members.TryGetValue(id, out var member))
        {
            member.Faults = 0;
            if (member.Node.Health == NodeHealth.Suspect)
            {
                Heal(member);
            }
        }

        Settle(commands);
    }

    private JoinResult Add(NodeSpec spec, NodeOrigin origin, DateTimeOffset? keptUntil)
    {
        if (_leaving.Contains(spec.Id))
        {
            _leaving.Offer(spec.Id);
            return new JoinResult(JoinStatus.AlreadyHere, $"'{spec.Id}' is being given back.");
        }

        // Before anything else is looked at: a node in use must not go back for what is now said of it.
        if (_members.ContainsKey(spec.Id))
        {
            return new JoinResult(JoinStatus.AlreadyHere, $"A node '{spec.Id}' is here already.");
        }

        var result = Ledger.AddNode(spec.AgentOverhead == Resources.Zero
            ? spec with { AgentOverhead = Options.AgentOverhead }
            : spec);
        if (result.Status == JoinStatus.Joined)
        {
            var member = new FleetMember(Ledger.Find(spec.Id)!, origin) { KeptUntil = keptUntil };
            _members.Add(spec.Id, member);
            ChangedState(member);
        }

        return result;
    }

    /// <summary>A node that cannot be used is paid for all the same: it goes back, if it can be named.</summary>
    private void GiveBackUnused(NodeId id, JoinStatus status, List<FleetCommand> commands)
    {
        if (status != JoinStatus.AlreadyHere && !string.IsNullOrEmpty(id.Value))
        {
            _leaving.Add(id);
            commands.Add(FleetCommand.ReleaseNode(id));
        }
    }

    private void TakeAway(NodeId id, List<FleetCommand> commands)
    {
        if (!_members.TryGetValue(id, out var member))
        {
            return;
        }

        Forget(member);
        foreach (var lost in Ledger.RemoveNode(id).Lost)
        {
            foreach (var reservation in lost.Reservations)
            {
                _tickets.Remove(reservation);
            }

            commands.Add(FleetCommand.SlotsLost(id, lost));
        }

        if (member.IsBorrowed)
        {
            _leaving.Add(id);
            commands.Add(FleetCommand.ReleaseNode(id));
        }
    }

    /// <summary>
    /// The ledger forgets it at the same time, so that nothing can be placed on what is on its way back.
    /// </summary>
    private void GiveBack(FleetMember member, List<FleetCommand> commands)
    {
        Forget(member);
        Ledger.RemoveNode(member.Id);
        _leaving.Add(member.Id);
        commands.Add(FleetCommand.ReleaseNode(member.Id));
    }

    private void Forget(FleetMember member)
    {
        _releases.Remove(member);
        Unschedule(member);
        _members.Remove(member.Id);
        _estimate.Forget();
        _mayNeedMore = true;
    }

    /// <summary>Counts a fault.</summary>
    /// <returns>Whether the node is lost.</returns>
    private bool Punish(FleetMember member, NodeFault fault)
    {
        var verdict = NodeCare.Judge(member, fault, _now, Options);
        var wasQuarantined = member.Node.Health == NodeHealth.Quarantined;
        if (verdict.IsLost || (wasQuarantined && verdict.Health == NodeHealth.Suspect))
        {
            return verdict.IsLost;
        }

        Unschedule(member);
        member.HealthyAgainAt = _now + verdict.For;
        _recoveries.Add((member.HealthyAgainAt.Value, member.Id));
        Ledger.SetHealth(member.Id, verdict.Health);
        ChangedState(member);
        return false;
    }

    private void Heal(FleetMember member)
    {
        Unschedule(member);
        Ledger.SetHealth(member.Id, NodeHealth.Healthy);
        ChangedState(member);
    }

    private void Unschedule(FleetMember member)
    {
        if (member.HealthyAgainAt is { } at)
        {
            _recoveries.Remove((at, member.Id));
            member.HealthyAgainAt = null;
        }
    }

    private void Recover()
    {
        while (_recoveries.Count > 0 && _recoveries.Min.At <= _now)
        {
            Heal(_members[_recoveries.Min.Id]);
        }
    }

    /// <summary>A node may take slots now that did not, or the other way round.</summary>
    private void ChangedState(FleetMember member)
    {
        Freed(member.Node);
        _mayNeedMore = true;
    }

    /// <summary>A node holds more or less than before.</summary>
    private void Refresh(Node node)
    {
        if (_members.TryGetValue(node.Id, out var member) && member.Node == node)
        {
            _releases.Refresh(member, _now);
            if (member is { IsBorrowed: true, IsEmpty: true, Node.IsDraining: true })
            {
                _drained.Add(member);
            }
        }
    }

    /// <summary>Reservations that nobody confirmed give their room back.</summary>
    private void Expire()
    {
        _expired.Clear();
        Ledger.Tick(_now, _expired);
        foreach (var reservation in _expired)
        {
            _tickets.Remove(reservation.Id);
            Freed(reservation.Node);
        }
    }
}
