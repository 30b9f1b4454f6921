namespace OrleansScaler.Scheduling.Learning;

/// <summary>What is told of one run that is over.</summary>
/// <param name="Duration">How long it ran.</param>
/// <param name="Company">Requests in its slot meanwhile, itself included, averaged over the run; at least 1.</param>
/// <param name="MemoryMegabytes">Most memory that its slot used meanwhile, in MB; 0 when not told.</param>
/// <param name="End">How it went.</param>
/// <param name="ColdStart">What a cold start of the function takes, as far as measured; null when never.</param>
public readonly record struct FinishedRun(
    TimeSpan Duration, double Company, double MemoryMegabytes, RunEnd End, TimeSpan? ColdStart = null);
