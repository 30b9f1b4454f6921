using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// A waiter waits for a returned slot as long as that should come no later than a new one: every running request frees
/// its place when its age and the function's executions say so, slots under way become ready, and each place then takes
/// one waiter after the other. Only waiters that all this serves too late get slots, so a burst of short calls costs a
/// fraction of the slots, at waits at most the tolerance longer than a start (the asynchronous start that Liu et al.,
/// SoCC 2023, ask for). Loses where executions vary so much that age says little, and in later bursts, which would have
/// found the slots of a more generous policy warm.
/// </summary>
/// <remarks>
/// While no execution has ended, each place is trusted with two calls, and only for as long as the tolerance: a first
/// burst of n makes n / 2 slots, and the others when calls turn out to run long. A line that never ends, or comes again
/// and again, would be right to wait each time and wrong in sum: so what one more slot would have saved is added up,
/// less what its memory costs, and at the price of a cold start the slot is made (ski rental).
/// </remarks>
/// <param name="coldValue">What a cold start costs where the function's starts take no time.</param>
/// <param name="idlePrice">Seconds that a GB·s of idle memory is worth.</param>
/// <param name="tolerance">
/// Share of a start by which a waiter may wait longer than for a slot of its own, 0 to 1.
/// </param>
public sealed class CostPatienceScaleUp(TimeSpan coldValue, double idlePrice, double tolerance) : IScaleUpPolicy
{
    /// <summary>
    /// 5 %: a start of 1.1 s varies by more than the 55 ms, in which a slot serves two calls of 50 ms, or six of 10 ms.
    /// </summary>
    public const double DefaultTolerance = 0.05;

    /// <summary>How finely time is looked at, as a share of a start, where the tolerance is finer or none.</summary>
    private const double FinestStep = 1.0 / 32;

    /// <inheritdoc/>
    public string Name => "cost-patience";

    /// <inheritdoc/>
    public ScaleUpDecision Decide(in PoolSnapshot pool)
    {
        var start = pool.MeanStart > TimeSpan.Zero ? pool.MeanStart : coldValue;
        var step = Longer(start * Math.Max(tolerance, FinestStep), TimeSpan.FromMilliseconds(1));
        var outlook = new QueueOutlook(pool, start, start * tolerance);
        var late = pool.Waiting.Count - outlook.Served(pool.Waiting.Count);
        var creates = (int)Math.Ceiling(
            Math.Max(0, late) / outlook.CallsOfNewPlace / pool.Function.Concurrency);
        var reason = creates == 0 ? pool.InUse > 0 ? Reason.ReturnSooner : Reason.EnoughComing
            : pool.InUse + pool.Starting > 0 ? Reason.ReturnTooLate : Reason.NothingToReturn;

        var regret = (pool.State as CostPatienceState)?.RegretAt(
            pool.Now, pool.Function.MemoryGigabytes * idlePrice) ?? 0;
        if (regret >= start.TotalSeconds)
        {
            (regret, creates, reason) = creates == 0 && pool.UncoveredWaiters > 0
                ? (0, 1, Reason.WaitsAddUp)
                : (start.TotalSeconds, creates, reason);
        }

        // Running requests age between events; slots under way only matter again when one is overdue.
        var again = pool.InUse > 0 ? step : Longer(outlook.NextReady, step);
        return new ScaleUpDecision(creates, reason, pool.Now + again)
        {
            State = CostPatienceState.Of(pool, regret, creates, step),
        };
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
