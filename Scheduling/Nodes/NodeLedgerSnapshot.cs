using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>A ledger at one time, for people and pages: a copy, which does not change.</summary>
public sealed record NodeLedgerSnapshot
{
    internal NodeLedgerSnapshot(NodeLedger ledger)
    {
        (Now, Policy, NextDeadline) = (ledger.Now, ledger.Policy.Name, ledger.NextDeadline);
        (Slots, Pending) = (ledger.Slots, ledger.Pending);
        Nodes = [.. ledger.Nodes.Select(node => new NodeStatus(node))];
        Offered = Nodes.Aggregate(Resources.Zero, (sum, node) => sum + node.Offered);
        Used = Nodes.Aggregate(Resources.Zero, (sum, node) => sum + node.Used);
        LastPlacements = [.. ledger.LastPlacements];
    }

    /// <summary>The latest time that the ledger was told.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The policy that chooses.</summary>
    public string Policy { get; }

    /// <summary>When the next reservation expires; null when none may.</summary>
    public DateTimeOffset? NextDeadline { get; }

    /// <summary>Slots that stand on nodes.</summary>
    public int Slots { get; }

    /// <summary>Reservations that wait for their slot.</summary>
    public int Pending { get; }

    /// <summary>What all nodes offer, draining and sick ones included.</summary>
    public Resources Offered { get; }

    /// <summary>What is used or reserved of it.</summary>
    public Resources Used { get; }

    /// <summary>The nodes, by id.</summary>
    public IReadOnlyList<NodeStatus> Nodes { get; }

    /// <summary>The last placements, newest first: where each went, which policy and which score said so.</summary>
    public IReadOnlyList<PlacementRecord> LastPlacements { get; }
}
