namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>
/// Shares out the calls that remain of a total among functions without a count.
/// </summary>
/// <remarks>
/// Executions are whole milliseconds, so an average tells how many there were at least: 876.33 ms are thirds, hence 3,
/// 6 or 9 calls. Each function first gets the fewest that its average allows; then all in turn get as many again, while
/// something remains.
/// </remarks>
internal static class CallShares
{
    /// <summary>Averages are written to more digits than this.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>The most calls whose average is looked for; a function without a count has few.</summary>
    private const int MaximumFraction = 100;

    /// <summary>Calls for each of the averages, in their order.</summary>
    /// <param name="averagesMs">Mean executions; null where there is none.</param>
    /// <param name="remaining">Calls to share out.</param>
    /// <param name="most">The most for one function: one less than the least count that is known.</param>
    public static int[] Of(IReadOnlyList<double?> averagesMs, long remaining, int most)
    {
        var least = averagesMs.Select(average => Math.Min(Fewest(average), most)).ToArray();
        var calls = least.ToArray();
        remaining -= calls.Sum(count => (long)count);
        for (var given = true; given;)
        {
            given = false;
            for (var i = 0; i < calls.Length; i++)
            {
                if (least[i] <= remaining && calls[i] + least[i] <= most)
                {
                    calls[i] += least[i];
                    remaining -= least[i];
                    given = true;
                }
            }
        }

        return calls;
    }

    /// <summary>The fewest calls of whole milliseconds that have such an average; 1 where it is not known.</summary>
    internal static int Fewest(double? averageMs)
    {
        for (var calls = 1; calls <= MaximumFraction; calls++)
        {
            var sum = (averageMs ?? 0) * calls;
            if (Math.Abs(sum - Math.Round(sum)) <= Tolerance * calls)
            {
                return calls;
            }
        }

        return 1;
    }
}
