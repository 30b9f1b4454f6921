using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Periods;

/// <summary>Reads a function's period from the last 200 gaps between its calls, every few seconds.</summary>
internal static class PeriodReading
{
    /// <summary>Gaps that make a period: six calls at equal distances are no chance.</summary>
    private const int FewestGaps = 5;

    /// <summary>Long gaps that make a burst's period: fewer are no pattern.</summary>
    private const int FewestLongGaps = 3;

    /// <summary>Between readings: a few thousand comparisons each.</summary>
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);

    /// <summary>Pauses from which on a slot is not kept through them, whatever their spread.</summary>
    private static readonly TimeSpan s_longPause = TimeSpan.FromSeconds(40);

    /// <summary>What is known now: as before, read anew, or dropped because a gap escaped both clusters.</summary>
    public static PeriodicState Of(in PoolSnapshot pool, PeriodicState known)
    {
        var seen = pool.Statistics;
        if (known.Rule != PeriodRule.None && Escaped(pool, known))
        {
            return PeriodicState.First with { LearntFrom = seen.Arrivals, RenewAt = pool.Now + s_every };
        }

        return pool.Now < known.RenewAt ? known : Read(pool, known) with { RenewAt = pool.Now + s_every };
    }

    private static bool Escaped(in PoolSnapshot pool, PeriodicState known)
    {
        var gaps = pool.Statistics.Gaps;
        var running = pool.Now - pool.Statistics.LastArrival;
        return running > known.Long.Longest + GapRange.Tolerance
            || (gaps.Count > 0 && !known.Knows(TimeSpan.FromSeconds(gaps[gaps.Count - 1])));
    }

    private static PeriodicState Read(in PoolSnapshot pool, PeriodicState known)
    {
        var seen = pool.Statistics;
        Span<double> all = stackalloc double[GapWindow.Capacity];
        var gaps = all[..(int)Math.Min(GapWindow.Capacity, Math.Max(0, seen.Arrivals - known.LearntFrom))];
        gaps = gaps[..seen.Gaps.CopyTo(gaps)];
        if (gaps.Length < FewestGaps)
        {
            return known with { Rule = PeriodRule.None };
        }

        if (TwoMeans.Of(gaps) is not { } cut)
        {
            var only = GapRange.OfSeconds(gaps[0], gaps[0]);
            return With(known, pool, only, only, longGaps: 0);
        }

        var shorter = GapRange.OfSeconds(cut.Lower.Minimum, cut.Lower.Maximum);
        var longer = GapRange.OfSeconds(cut.Upper.Minimum, cut.Upper.Maximum);
        var whole = new GapRange(shorter.Shortest, longer.Longest);
        return whole.IsSteady
            ? With(known, pool, whole, whole, longGaps: 0)
            : With(known, pool, shorter, longer, cut.Upper.Count);
    }

    private static PeriodicState With(
        PeriodicState known, in PoolSnapshot pool, GapRange shorter, GapRange longer, int longGaps)
    {
        // A period has to leave time to make a slot anew; a shorter one is a burst that does not end.
        var leavesTime = shorter.Shortest > pool.MeanStart + GapRange.Tolerance + GapRange.Tolerance;
        var rule = shorter == longer ? (leavesTime ? PeriodRule.Ticks : PeriodRule.Bursts)
            : longGaps >= FewestLongGaps && longer.IsSteady ? PeriodRule.Bursts
            : longer.Shortest > s_longPause ? PeriodRule.Pauses
            : PeriodRule.None;
        return known with { Rule = rule, Short = shorter, Long = longer };
    }
}
