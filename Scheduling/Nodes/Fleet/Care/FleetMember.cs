namespace OrleansScaler.Scheduling.Nodes.Fleet.Care;

/// <summary>A node of a fleet: what the fleet knows beside the ledger.</summary>
internal sealed class FleetMember(Node node, NodeOrigin origin)
{
    public Node Node { get; } = node;

    public NodeId Id => Node.Id;

    public NodeOrigin Origin { get; } = origin;

    public bool IsBorrowed => Origin == NodeOrigin.Ordered;

    /// <summary>Whether nothing stands on it and nothing is reserved.</summary>
    public bool IsEmpty => Node.Slots + Node.StartingCreates == 0;

    /// <summary>Since when; null while something does.</summary>
    public DateTimeOffset? EmptySince { get; set; }

    /// <summary>Until when it is not given back, however empty it seems; null for one that is known to be.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>Whether it is emptied so that it can be given back, and not because somebody said so.</summary>
    public bool IsMovedOff { get; set; }

    /// <summary>Faults in a row, and since when; a good answer ends the row.</summary>
    public int Faults { get; set; }

    public DateTimeOffset FaultySince { get; set; }

    /// <summary>Lies since the last one was forgotten, and when it told the last.</summary>
    public int Lies { get; set; }

    public DateTimeOffset LiedAt { get; set; }

    /// <summary>When it is tried again; null while healthy.</summary>
    public DateTimeOffset? HealthyAgainAt { get; set; }
}
