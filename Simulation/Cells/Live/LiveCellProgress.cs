namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>How far a cell's run is.</summary>
public readonly record struct LiveCellProgress
{
    /// <summary>Position in the workload.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Calls sent.</summary>
    public required int Sent { get; init; }

    /// <summary>Calls that ended.</summary>
    public required int Ended { get; init; }

    /// <summary>Those that failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Those that waited for a container that was not ready when they arrived.</summary>
    public required int Cold { get; init; }

    /// <summary>Nodes that are lent.</summary>
    public required int Nodes { get; init; }

    /// <summary>Containers that are there.</summary>
    public required int Containers { get; init; }

    /// <summary>What the scheduler did wrong.</summary>
    public required int Violations { get; init; }
}
