namespace OrleansScaler.Simulation.Replay;

/// <summary>How far a replay is.</summary>
public readonly record struct ReplayProgress
{
    /// <summary>Position in the trace.</summary>
    public required TimeSpan TraceTime { get; init; }

    /// <summary>Calls sent.</summary>
    public required long Sent { get; init; }

    /// <summary>Calls that ended.</summary>
    public required long Ended { get; init; }

    /// <summary>Those that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Good ones that waited for a new instance.</summary>
    public required long ColdStarts { get; init; }

    /// <summary>Slots alive.</summary>
    public required long LiveSlots { get; init; }

    /// <summary>Slots made.</summary>
    public required long CreatedSlots { get; init; }

    /// <summary>Median Assign latency, on the wall.</summary>
    public required double AssignP50Ms { get; init; }

    /// <summary>99th percentile of it.</summary>
    public required double AssignP99Ms { get; init; }
}
