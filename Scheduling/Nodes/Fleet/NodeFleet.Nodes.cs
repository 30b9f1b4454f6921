namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <content>Nodes come, change and go.</content>
public sealed partial class NodeFleet
{
    private readonly HashSet<OrderId> _orders = [];
    private readonly SortedDictionary<NodeId, DateTimeOffset?> _borrowed = [];
    private long _lastOrder;

    /// <summary>A node joins that was not ordered.</summary>
    /// <param name="spec">What it says of itself.</param>
    /// <param name="origin">How it came.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public JoinResult Join(NodeSpec spec, NodeOrigin origin, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var result = Ledger.AddNode(spec);
        if (result.Status == JoinStatus.Joined && origin == NodeOrigin.Ordered)
        {
            _borrowed.Add(spec.Id, null);
        }

        Settle(commands);
        return result;
    }

    /// <summary>An order brought a node. The same node twice: the order counts as failed.</summary>
    /// <param name="order">The order.</param>
    /// <param name="spec">What the resource manager says of the node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public JoinResult OrderFilled(OrderId order, NodeSpec spec, DateTimeOffset now, List<FleetCommand> commands)
    {
        _orders.Remove(order);
        return Join(spec, NodeOrigin.Ordered, now, commands);
    }

    /// <summary>An order brought no node; further ones pause.</summary>
    /// <param name="order">The order.</param>
    /// <param name="failure">Why.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void OrderFailed(OrderId order, OrderFailure failure, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        _orders.Remove(order);
        Settle(commands);
    }

    /// <summary>A node was given back.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void NodeReleased(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Settle(commands);
    }

    /// <summary>A node could not be given back: it is tried again after a pause.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void ReleaseFailed(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Settle(commands);
    }

    /// <summary>A node is gone, and all that stood on it: each function is told what it lost.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Lose(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        _borrowed.Remove(id);
        foreach (var lost in Ledger.RemoveNode(id).Lost)
        {
            commands.Add(FleetCommand.SlotsLost(id, lost));
        }

        Settle(commands);
    }

    /// <summary>A node is to be emptied, or is not any more. A borrowed one is given back as soon as it is empty.</summary>
    /// <param name="id">The node.</param>
    /// <param name="isDraining">Whether.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public NodeChange Drain(NodeId id, bool isDraining, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var change = Ledger.Drain(id, isDraining);
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
        return Ledger.SetMeasuredUse(id, use);
    }

    /// <summary>
    /// A node did something wrong. It takes no new slots for a while, which grows from fault to fault; one that cannot
    /// be reached for long is lost.
    /// </summary>
    /// <param name="id">The node.</param>
    /// <param name="fault">What.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Fault(NodeId id, NodeFault fault, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Ledger.SetHealth(id, fault == NodeFault.Lied ? NodeHealth.Quarantined : NodeHealth.Suspect);
        Settle(commands);
    }

    /// <summary>A node gave a good answer: a suspect one is healthy again.</summary>
    /// <param name="id">The node.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void Answered(NodeId id, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        if (Ledger.Find(id)?.Health == NodeHealth.Suspect)
        {
            Ledger.SetHealth(id, NodeHealth.Healthy);
        }

        Settle(commands);
    }

    /// <summary>What became of <see cref="FleetCommandKind.SeekRoom"/>.</summary>
    /// <param name="freed">Idle slots that are being destroyed; 0 when nobody had any.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    public void RoomMade(int freed, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        Settle(commands);
    }

    private void ReleaseEmpty(List<FleetCommand> commands, TimeSpan after)
    {
        foreach (var (id, since) in _borrowed.ToArray())
        {
            var node = Ledger.Find(id)!;
            var isEmpty = node.Slots + node.StartingCreates == 0;
            _borrowed[id] = isEmpty ? since ?? _now : null;
            if (isEmpty && _borrowed[id] + after <= _now && _borrowed.Count > Options.MinimumNodes)
            {
                Ledger.RemoveNode(id);
                _borrowed.Remove(id);
                commands.Add(FleetCommand.ReleaseNode(id));
            }
        }
    }
}
