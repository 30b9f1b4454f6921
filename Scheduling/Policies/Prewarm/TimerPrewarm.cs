using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>
/// A function that comes like a clock finds its slot ready at the next tick and costs no memory between the ticks.
/// Optimises cold starts of timer functions, of which a keep-alive would have to span the whole gap; loses where a
/// clock stops or skips, one short-lived slot each time, and where executions are so uneven that the usual slots are
/// taken.
/// </summary>
/// <remarks>
/// A clock: the newest ten gaps deviate by less than 5 % of their mean. Five gaps are enough: five Poisson gaps look so
/// alike by accident about once in 80,000 (a ball of radius ε/√5 in the simplex of five parts: 2.1·ε⁴), and the price
/// of that accident is one slot for a moment. More than ten would make a function that changed its period wait for
/// hours. Nothing is cached: ten gaps are looked at after each event, and the starts' percentile only for clocks.
/// </remarks>
public sealed class TimerPrewarm : IPrewarmPolicy
{
    private const int FewestGaps = 5;
    private const int MostGaps = 10;
    private const double LargestVariation = 0.05;

    /// <summary>Nineteen of twenty ticks come so near, where they scatter as errors do.</summary>
    private const double DeviationsAround = 2;

    /// <inheritdoc/>
    public string Name => "timer";

    /// <inheritdoc/>
    public PrewarmDecision Decide(in PoolSnapshot pool)
    {
        if (pool.Statistics.LastArrival is not { } last || Clock(pool) is not var (gap, deviation))
        {
            return new PrewarmDecision(0, Reason.NothingForeseen);
        }

        // Every 600 s, deviation 3 s, start 0.8 s: from 600 − 6 − 0.9 s to 600 + 6.1 s after the last call.
        var around = TimeSpan.FromSeconds(DeviationsAround * deviation);
        var tick = last + TimeSpan.FromSeconds(gap);
        var from = tick - around - StartLead.Of(pool.Statistics);
        var until = tick + around + StartLead.Margin;
        if (pool.Now < from)
        {
            return new PrewarmDecision(0, Reason.NothingForeseen, from);
        }

        return pool.Now < until
            ? new PrewarmDecision(UsualSlots(pool, gap), Reason.SteadyPeriod, until)
            : new PrewarmDecision(0, Reason.NothingForeseen);
    }

    /// <summary>Mean and deviation of the newest gaps in seconds; null when they are no clock's.</summary>
    private static (double Gap, double Deviation)? Clock(in PoolSnapshot pool)
    {
        if (pool.Statistics.Gaps.Count < FewestGaps)
        {
            return null;
        }

        Span<double> gaps = stackalloc double[MostGaps];
        gaps = gaps[..pool.Statistics.Gaps.CopyTo(gaps)];
        var (sum, squares) = (0.0, 0.0);
        foreach (var gap in gaps)
        {
            sum += gap;
        }

        var mean = sum / gaps.Length;
        foreach (var gap in gaps)
        {
            squares += (gap - mean) * (gap - mean);
        }

        var deviation = Math.Sqrt(squares / gaps.Length);
        return deviation < LargestVariation * mean ? (mean, deviation) : null;
    }

    /// <summary>Runs of 25 s every 10 s: ⌈25 / 10⌉ = 3 at a tick, the new one with them.</summary>
    private static int UsualSlots(in PoolSnapshot pool, double gap)
    {
        var running = (pool.Statistics.Executions.Mean ?? TimeSpan.Zero).TotalSeconds / gap;
        return (int)Math.Clamp(Math.Ceiling(running / pool.Function.Concurrency), 1, int.MaxValue);
    }
}
