using System.Numerics;

namespace OrleansScaler.Simulation.Scorecards;

/// <summary>
/// Counts durations in buckets of equal ratio: every power of two of ticks (100 ns) is cut into 64 parts, so a
/// percentile is at most 1/64 (1.6 %) above the truth, and the size does not grow with the number of durations. Safe
/// from any thread.
/// </summary>
public sealed class LatencyHistogram
{
    private const int PartBits = 6;
    private const int Parts = 1 << PartBits;

    // Below 64 ticks every tick has its bucket; each of the remaining 57 powers of two of a positive long has 64.
    private readonly long[] _buckets = new long[(64 - PartBits) * Parts];
    private long _maximumTicks;
    private long _count;

    /// <summary>Number of durations.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The longest, exactly.</summary>
    public TimeSpan Maximum => new(Interlocked.Read(ref _maximumTicks));

    /// <summary>Adds a duration; a negative one counts as zero.</summary>
    /// <param name="duration">The duration.</param>
    /// <param name="times">How often it occurred.</param>
    public void Add(TimeSpan duration, long times = 1)
    {
        var ticks = Math.Max(duration.Ticks, 0);
        Interlocked.Add(ref _buckets[IndexOf(ticks)], times);
        Interlocked.Add(ref _count, times);
        var maximum = Interlocked.Read(ref _maximumTicks);
        while (ticks > maximum)
        {
            var seen = Interlocked.CompareExchange(ref _maximumTicks, ticks, maximum);
            if (seen == maximum)
            {
                return;
            }

            maximum = seen;
        }
    }

    /// <summary>The duration that a share of all does not exceed; zero when there are none.</summary>
    /// <param name="share">From 0 to 1; 0.99 gives the 99th percentile.</param>
    public TimeSpan Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var passed = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            passed += Interlocked.Read(ref _buckets[i]);
            if (passed >= rank)
            {
                return new TimeSpan(Math.Min(UpperEnd(i), Maximum.Ticks));
            }
        }

        return Maximum;
    }

    /// <summary>The four figures of a scorecard.</summary>
    public LatencySummary Summary() => new(
        Percentile(0.50).TotalMilliseconds,
        Percentile(0.99).TotalMilliseconds,
        Percentile(0.999).TotalMilliseconds,
        Maximum.TotalMilliseconds);

    /// <summary>64..127 ticks are buckets 64..127, 128..255 by twos are 128..191, and so on.</summary>
    private static int IndexOf(long ticks)
    {
        if (ticks < Parts)
        {
            return (int)ticks;
        }

        var shift = BitOperations.Log2((ulong)ticks) - PartBits;
        return (shift << PartBits) + (int)(ticks >> shift);
    }

    private static long UpperEnd(int index)
    {
        if (index < 2 * Parts)
        {
            return index;
        }

        var shift = (index >> PartBits) - 1;
        return (((long)(index & (Parts - 1)) + Parts + 1) << shift) - 1;
    }
}
