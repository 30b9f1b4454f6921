namespace OrleansScaler.Simulation.Scorecards;

/// <summary>
/// Score of the 2023 contest: half for slots that work, half for requests that do not wait. 100 is the most, a pool
/// without end gets 50.
/// </summary>
/// <param name="Resource">50 times executed GB·s over slot GB·s.</param>
/// <param name="ColdStart">50 times execution over execution and the latencies of Assign and Idle.</param>
/// <param name="Total">The sum; 0 when too many calls failed.</param>
public sealed record ContestScore(double Resource, double ColdStart, double Total)
{
    /// <summary>Share of calls that must succeed for a total above 0.</summary>
    public const double RequiredSuccessRate = 0.9995;

    private const double Half = 50;

    /// <summary>Counts the score.</summary>
    /// <param name="execGbSeconds">Executed GB·s.</param>
    /// <param name="slotGbSeconds">Slot GB·s.</param>
    /// <param name="execSeconds">Executed seconds.</param>
    /// <param name="callSeconds">Sum of all latencies of Assign and Idle.</param>
    /// <param name="successRate">Share of calls that succeeded.</param>
    public static ContestScore Of(
        double execGbSeconds, double slotGbSeconds, double execSeconds, double callSeconds, double successRate)
    {
        var resource = Half * Ratio(execGbSeconds, slotGbSeconds);
        var coldStart = Half * Ratio(execSeconds, execSeconds + callSeconds);
        return new ContestScore(resource, coldStart, successRate >= RequiredSuccessRate ? resource + coldStart : 0);
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
