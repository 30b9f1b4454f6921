using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Periods;

/// <summary>
/// Finds the period of a function in its last 200 gaps, destroys what the period says is not needed and makes it anew
/// in time. Saves the idle memory between the ticks of a clock and between regular bursts. Loses where a chance pattern
/// looks like a period; a gap that fits neither cluster drops the rule at once. Source: an entry of the 2023 contest
/// (pengzh1).
/// </summary>
/// <remarks>
/// Every 5 s the gaps are cut in two, A the short and B the long ones (<see cref="TwoMeans"/>).
/// <code>
/// mean execution above 15 s / 5 s          keep 0 / 3 s
/// all gaps alike (longest ≤ 1.5 shortest)  destroy at once, make anew at A.min − start − 2 s
/// B alike, three of them                   keep A.max + 2 s, make the last peak anew at B.min − start − 2 s
/// B.min above 40 s                         keep A.max + 3 s
/// else, or dropped                         keep to the break-even
/// </code>
/// A start is create and init, as measured. When B.max + 2 s is over and nobody came, the rule is dropped, what was
/// made for that time is kept to the break-even like anything else, and the rule is learnt anew from the gaps after
/// that. A period shorter than a start and 4 s leaves no time to make anything: such gaps are kept through, like those
/// of a burst.
/// </remarks>
/// <param name="coldValue">What a cold start costs where starts take no time.</param>
/// <param name="idlePrice">Seconds that a GB·s of idle memory is worth.</param>
public sealed class Periodic(TimeSpan coldValue, double idlePrice) : IKeepAlivePolicy, IPrewarmPolicy
{
    private static readonly TimeSpan s_longExecution = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_veryLongExecution = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_keepOfLong = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_pauseMargin = TimeSpan.FromSeconds(3);

    private readonly BreakEvenKeepAlive _otherwise = new(coldValue, idlePrice);

    /// <inheritdoc cref="IKeepAlivePolicy.Name"/>
    public string Name => "periodic";

    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool)
    {
        var state = PeriodReading.Of(pool, pool.State as PeriodicState ?? PeriodicState.First);
        return Keep(pool, state) with { State = state };
    }

    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool)
    {
        var state = PeriodReading.Of(pool, pool.State as PeriodicState ?? PeriodicState.First);
        var isLong = pool.Statistics.Executions.Mean > s_longExecution;
        if (isLong || state.Rule is not (PeriodRule.Ticks or PeriodRule.Bursts))
        {
            return new PrewarmDecision(0, Reason.NothingForeseen) { State = state };
        }

        var last = pool.Statistics.LastArrival ?? pool.Now;
        var from = last + state.Long.Shortest - pool.MeanStart - GapRange.Tolerance;
        var until = last + state.Long.Longest + GapRange.Tolerance;
        if (pool.Now < from)
        {
            return new PrewarmDecision(0, Reason.NothingForeseen, from) { State = state };
        }

        // One tick past the end the rule is dropped, and what nobody came for has no more reason to stay.
        var reason = state.Rule == PeriodRule.Ticks ? Reason.SteadyPeriod : Reason.BurstPeriod;
        return new PrewarmDecision(SlotsFor(pool), reason, until.AddTicks(1)) { State = state };
    }

    private KeepAliveDecision Keep(in PoolSnapshot pool, PeriodicState state) => state.Rule switch
    {
        _ when pool.Statistics.Executions.Mean > s_veryLongExecution => For(TimeSpan.Zero, Reason.LongExecution),
        _ when pool.Statistics.Executions.Mean > s_longExecution => For(s_keepOfLong, Reason.LongExecution),
        PeriodRule.Ticks => For(TimeSpan.Zero, Reason.BetweenTicks),
        PeriodRule.Bursts => For(state.Short.Longest + GapRange.Tolerance, Reason.WithinBurst),
        PeriodRule.Pauses => For(state.Short.Longest + s_pauseMargin, Reason.WithinBurst),
        _ => _otherwise.Decide(pool),
    };

    private static KeepAliveDecision For(TimeSpan keep, Reason reason) => new(keep, TimeSpan.Zero, reason);

    /// <summary>Slots for the concurrency of the last minutes with calls: a burst may lie across two.</summary>
    private static int SlotsFor(in PoolSnapshot pool)
    {
        Span<double> peaks = stackalloc double[MinuteSeries.Capacity];
        peaks = peaks[..pool.Statistics.Minutes.CopyPeaks(peaks, pool.Now)];
        var last = peaks.Length - 1;
        while (last > 0 && peaks[last] == 0)
        {
            last--;
        }

        var peak = peaks.IsEmpty ? 1 : Math.Max(peaks[last], peaks[Math.Max(0, last - 1)]);
        return (int)Math.Ceiling(Math.Max(1, peak) / pool.Function.Concurrency);
    }
}
