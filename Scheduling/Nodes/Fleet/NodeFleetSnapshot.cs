namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>A fleet at one time, for people and pages: a copy, which does not change.</summary>
public sealed record NodeFleetSnapshot
{
    /// <summary>Nodes, slots and the last placements.</summary>
    public required NodeLedgerSnapshot Ledger { get; init; }

    /// <summary>What the fleet knows of each node, by id.</summary>
    public required IReadOnlyList<FleetNodeStatus> Nodes { get; init; }

    /// <summary>Nodes that are being given back, by id; nothing can be placed on them.</summary>
    public required IReadOnlyList<NodeId> Leaving { get; init; }

    /// <summary>Wishes in line.</summary>
    public required int Waiting { get; init; }

    /// <summary>Orders under way.</summary>
    public required int Orders { get; init; }

    /// <summary>Nodes that what waits would fill, by the last estimate.</summary>
    public required int NodesNeeded { get; init; }

    /// <summary>When orders begin again after one failed; null when they may now.</summary>
    public DateTimeOffset? OrdersAgainAt { get; init; }

    /// <summary>
    /// Answers of the resource manager that cannot be true: the same node twice, a node without a size.
    /// </summary>
    public required int ManagerFaults { get; init; }
}
