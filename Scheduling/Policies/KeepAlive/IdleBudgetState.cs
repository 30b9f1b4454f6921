using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>How far a function's idle budget has grown, and up to which period that is known.</summary>
/// <param name="MegabyteSeconds">The budget.</param>
/// <param name="Period">The running period of 5 s, counted from the Unix epoch.</param>
/// <param name="Before">Requests that came in the period before it.</param>
/// <param name="Mark">Requests that had come when it began.</param>
internal sealed record IdleBudgetState(double MegabyteSeconds, long Period, long Before, long Mark) : PolicyState
{
    /// <summary>The least budget, and what a step changes it by: 15 s of a 128-MB slot.</summary>
    public const double StepMegabyteSeconds = 1_920;

    /// <summary>Assigns that may come more or fewer than in the period before without moving the budget.</summary>
    public const long CalmChange = 10;

    /// <summary>A change of this many assigns is worth nothing, 2.7 times as many a step: the unit inside ln.</summary>
    private const double ChangeUnit = 5;

    /// <summary>
    /// Periods looked back at when no slot was idle for so long that nobody asked; what came before them is not seen.
    /// </summary>
    private const int LongestLook = 16;

    /// <summary>How often the budget moves.</summary>
    public static readonly TimeSpan PeriodLength = TimeSpan.FromSeconds(5);

    /// <summary>The period of an instant.</summary>
    public static long PeriodOf(DateTimeOffset instant) =>
        (instant - DateTimeOffset.UnixEpoch).Ticks / PeriodLength.Ticks;

    /// <summary>What holds before anything has happened.</summary>
    /// <param name="start">The function's first arrival.</param>
    public static IdleBudgetState From(DateTimeOffset start) => new(StepMegabyteSeconds, PeriodOf(start), 0, 0);

    /// <summary>The state at a later instant: every period that is over since has moved the budget.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="seen">What is known of the requests.</param>
    /// <param name="most">The largest budget in MB·s; the least one holds against it.</param>
    public IdleBudgetState Until(DateTimeOffset now, FunctionStatistics seen, double most)
    {
        var period = PeriodOf(now);
        if (period <= Period)
        {
            return this;
        }

        var known = (int)Math.Min(period - Period, LongestLook);
        Span<long> counts = stackalloc long[known + 1];
        Count(counts, period, seen);
        var (budget, before) = (MegabyteSeconds, Before);
        if (period - Period > known)
        {
            (budget, before) = (Moved(budget, -before, most), 0);
        }

        for (var ago = known; ago > 0; ago--)
        {
            budget = Moved(budget, counts[ago] - before, most);
            before = counts[ago];
        }

        return new IdleBudgetState(budget, period, before, seen.Arrivals - counts[0]);
    }

    /// <summary>The budget after a period in which the assigns rose by so many.</summary>
    /// <remarks>11 and 13 are ⌈ln 2.2⌉ = ⌈ln 2.6⌉ = 1 step, 14 to 36 two, 100 three.</remarks>
    private static double Moved(double budget, long rise, double most)
    {
        var change = Math.Abs(rise);
        if (change <= CalmChange)
        {
            return budget;
        }

        var moved = budget + (Math.Sign(rise) * StepMegabyteSeconds * Math.Ceiling(Math.Log(change / ChangeUnit)));
        return Math.Max(StepMegabyteSeconds, Math.Min(most, moved));
    }

    /// <summary>
    /// Requests of each period since the mark, the running one first. The last 200 gaps say when each came; what is
    /// older than those counts for the oldest period that they reach.
    /// </summary>
    private void Count(Span<long> counts, long period, FunctionStatistics seen)
    {
        var gap = seen.Gaps.Count;
        var at = seen.LastArrival ?? DateTimeOffset.UnixEpoch;
        for (var left = seen.Arrivals - Mark; left > 0; left--)
        {
            var ago = period - PeriodOf(at);
            if (ago >= counts.Length)
            {
                return;
            }

            if (gap == 0)
            {
                counts[(int)ago] += left;
                return;
            }

            counts[(int)ago]++;
            at -= TimeSpan.FromSeconds(seen.Gaps[--gap]);
        }
    }
}
