using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// Looks at the line every 100 ms and adds as many slots as would have served, within the threshold, what waits longer
/// than that; the first slot at once (Apache OpenWhisk's scheduler, <c>SchedulingDecisionMaker</c> and
/// <c>scheduler/application.conf</c>). Adds in proportion to execution, so bursts of short calls need few slots; loses
/// a threshold on every burst, and overshoots while starts take many thresholds and nothing is known of execution.
/// </summary>
/// <param name="threshold">
/// How long a waiter is fresh, and how often the line is looked at; OpenWhisk has 100 ms for both.
/// </param>
public sealed class StaleQueueScaleUp(TimeSpan threshold) : IScaleUpPolicy
{
    /// <summary>OpenWhisk's own stale threshold and check interval.</summary>
    public static readonly TimeSpan DefaultThreshold = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public string Name => "stale-queue";

    /// <inheritdoc/>
    public ScaleUpDecision Decide(in PoolSnapshot pool)
    {
        var state = pool.State as StaleQueueState ?? new StaleQueueState(pool.Now + threshold);
        if (pool.Live == 0)
        {
            return new ScaleUpDecision(1, Reason.FirstSlot, pool.Now + threshold)
            {
                State = new StaleQueueState(pool.Now + threshold),
            };
        }

        if (pool.Now < state.NextCheck)
        {
            return new ScaleUpDecision(0, Reason.EnoughComing, state.NextCheck) { State = state };
        }

        var creates = Creates(pool);
        var reason = creates > 0 ? Reason.StaleWaiters : Reason.EnoughComing;
        return new ScaleUpDecision(creates, reason, pool.Now + threshold)
        {
            State = new StaleQueueState(pool.Now + threshold),
        };
    }

    private int Creates(in PoolSnapshot pool)
    {
        var stale = pool.Waiting.CountSince(pool.Now - threshold);
        var concurrency = (double)pool.Function.Concurrency;
        if (pool.Statistics.Executions.Mean is not { } execution)
        {
            return Capped(Math.Ceiling(stale / concurrency) - pool.Starting, pool);
        }

        // Threshold 100 ms, 40 ms, concurrency 1: a slot serves 2.5 in time. 10 stale, 1 starting: ⌈10 / 2.5⌉ − 1 = 3.
        var perSlot = execution > TimeSpan.Zero ? threshold / execution * concurrency : concurrency;
        var forStale = stale > 0 ? Math.Min(stale, Math.Ceiling(stale / perSlot)) - pool.Starting : 0;
        return Capped(ForFresh(pool, pool.Waiting.Count - stale, perSlot) + forStale, pool);
    }

    /// <summary>
    /// Fresh waiters count only where they alone are more than all slots can serve before they are stale.
    /// </summary>
    private static double ForFresh(in PoolSnapshot pool, int fresh, double perSlot)
    {
        // 30 fresh, 2.5 a slot, 8 live: 30 ≥ 20, so ⌈12 − 8⌉ = 4.
        return fresh >= perSlot * pool.Live && pool.Live < fresh
            ? Math.Min(Math.Ceiling((fresh / perSlot) - pool.Live), fresh - pool.Live)
            : 0;
    }

    private static int Capped(double slots, in PoolSnapshot pool) => (int)Math.Clamp(slots, 0, pool.Waiting.Count);
}
