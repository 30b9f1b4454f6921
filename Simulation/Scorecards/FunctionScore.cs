namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Figures of one function; seconds are trace seconds.</summary>
public sealed record FunctionScore
{
    /// <summary>The function.</summary>
    public required string Key { get; init; }

    /// <summary>Memory of one of its slots.</summary>
    public required double MemoryMegabytes { get; init; }

    /// <summary>Calls that ended.</summary>
    public required long Requests { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Those that waited for a new instance.</summary>
    public required long ColdStarts { get; init; }

    /// <summary>Those that did not.</summary>
    public required long WarmStarts { get; init; }

    /// <summary>Slots inited for it.</summary>
    public required long SlotsCreated { get; init; }

    /// <summary>Executed seconds.</summary>
    public required double ExecSeconds { get; init; }

    /// <summary>The same times its memory in GB.</summary>
    public required double ExecGbSeconds { get; init; }

    /// <summary>Cost of its slots.</summary>
    public required double SlotGbSeconds { get; init; }

    /// <summary>Sum of its Assign latencies.</summary>
    public required double ScheduleSeconds { get; init; }

    /// <summary>The same over requests that were not cold.</summary>
    public required double WaitSeconds { get; init; }
}
