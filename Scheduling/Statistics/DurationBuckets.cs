namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// The buckets of every duration digest: one below 1 ms, then each 9.9 % longer than the one before up to a day, and
/// one for what is longer still.
/// </summary>
/// <remarks>
/// The middle of a bucket is off by half its width at most: 4.95 % of its lower end, and with bounds rounded to ticks
/// still below 5 %. ln(86.4 million ms) / ln 1.099 = 193.6, hence 194 buckets between the two open ones.
/// </remarks>
internal static class DurationBuckets
{
    public const int Count = 196;

    private const double Growth = 1.099;
    private static readonly double s_perLog = 1 / Math.Log(Growth);
    private static readonly long[] s_starts = Starts();

    /// <summary>Where a bucket starts, in ticks; that is where the one before ends.</summary>
    /// <param name="bucket">From 0 to <see cref="Count"/>, which starts where durations end.</param>
    public static long StartOf(int bucket) => s_starts[bucket];

    public static int Of(long ticks)
    {
        if (ticks < TimeSpan.TicksPerMillisecond)
        {
            return 0;
        }

        var guess = 1 + (int)(Math.Log(ticks / (double)TimeSpan.TicksPerMillisecond) * s_perLog);
        guess = Math.Min(guess, Count - 1);

        // The logarithm and the rounded bounds may disagree by one at a border.
        if (ticks < s_starts[guess])
        {
            return guess - 1;
        }

        return guess < Count - 1 && ticks >= s_starts[guess + 1] ? guess + 1 : guess;
    }

    private static long[] Starts()
    {
        var starts = new long[Count + 1];
        for (var bucket = 1; bucket < Count; bucket++)
        {
            starts[bucket] = (long)(TimeSpan.TicksPerMillisecond * Math.Pow(Growth, bucket - 1));
        }

        starts[Count] = long.MaxValue;
        return starts;
    }
}
