namespace OrleansScaler.Scheduling.Learning;

/// <summary>What is told of one run that is over.</summary>
public readonly record struct FinishedRun
{
    /// <summary>When it got its instance. It tells of the level that was allowed then.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>How long it ran; less than nothing counts as nothing.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Requests in its slot meanwhile, itself included, averaged over the run; at least 1.</summary>
    public double Company { get; init; }

    /// <summary>Most memory that its slot used meanwhile, in MB; 0 when not told.</summary>
    public double MemoryMegabytes { get; init; }

    /// <summary>How it went.</summary>
    public RunEnd End { get; init; }

    /// <summary>What a cold start of the function takes, as far as measured; null when never.</summary>
    public TimeSpan? ColdStart { get; init; }
}
