namespace OrleansScaler.Simulation.Chaos;

/// <summary>What is known of a chaos run when it is over.</summary>
public sealed record ChaosFacts
{
    /// <summary>Faults that befell, by name.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>When each of them began and was over, in order.</summary>
    public IReadOnlyList<StruckFault> Struck { get; init; } = [];

    /// <summary>Faults that it did without.</summary>
    public IReadOnlyList<SkippedFault> Skipped { get; init; } = [];

    /// <summary>What the callers kept, all processes that ever lived.</summary>
    public required CallerReport Calls { get; init; }

    /// <summary>Requests that ended with their killed process.</summary>
    public long Gone { get; init; }

    /// <summary>What the platform counted at the very end.</summary>
    public required PlatformSums Platform { get; init; }

    /// <summary>Slots alive when the callers had stopped and every time-out had passed.</summary>
    public long Unreturned { get; init; }

    /// <summary>Those of them that were alive when a server told to give everything back had ended.</summary>
    public long Leaked { get; init; }

    /// <summary>Starts of the server after the first.</summary>
    public int Restarts { get; init; }

    /// <summary>From the start of a server's process to its first granted request.</summary>
    public IReadOnlyList<TimeSpan> FirstAnswers { get; init; } = [];

    /// <summary>From the start of a server's process until it said that it was ready.</summary>
    public IReadOnlyList<TimeSpan> Readies { get; init; } = [];

    /// <summary>From a SIGTERM to the server's end.</summary>
    public IReadOnlyList<TimeSpan> Stops { get; init; } = [];

    /// <summary>What the server did of itself that it must not: ended, or did not come back.</summary>
    public IReadOnlyList<string> Breakdowns { get; init; } = [];
}
