namespace OrleansScaler.Simulation.Scorecards;

/// <summary>
/// Cost of keeping instances warm, in seconds (representative unified metric, after FeMux, EuroSys'26): a cold start
/// costs 0.808 s, idle memory costs a second per 99.69 GB·s. Waiting without a cold start is added here, or queueing
/// behind a busy slot would look free.
/// </summary>
/// <param name="ColdStarts">Requests that waited for a new instance.</param>
/// <param name="IdleGbSeconds">GB·s of slots that did not execute.</param>
/// <param name="Value">The cost.</param>
public sealed record RumScore(long ColdStarts, double IdleGbSeconds, double Value)
{
    /// <summary>What a cold start is worth.</summary>
    public const double ColdStartSeconds = 0.808;

    /// <summary>How many idle GB·s are worth a second.</summary>
    public const double IdleGbSecondsPerSecond = 99.69;

    /// <summary>Counts the cost.</summary>
    /// <param name="coldStarts">Cold starts.</param>
    /// <param name="waitSeconds">Seconds waited by requests that were not cold.</param>
    /// <param name="slotGbSeconds">GB·s of all slots.</param>
    /// <param name="execGbSeconds">GB·s of them that executed.</param>
    public static RumScore Of(long coldStarts, double waitSeconds, double slotGbSeconds, double execGbSeconds)
    {
        var idle = Math.Max(0, slotGbSeconds - execGbSeconds);
        return new RumScore(
            coldStarts, idle, (ColdStartSeconds * coldStarts) + waitSeconds + (idle / IdleGbSecondsPerSecond));
    }
}
