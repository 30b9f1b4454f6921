using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// As many slots as the rate keeps busy: requests a second times execution and a margin (Little's law, as the 2023
/// entry's v3.0 sized its pools). Fits a steady load with few slots; loses in bursts shorter than the ten seconds over
/// which a rate is taken, where everyone waits in line for slots meant for the average.
/// </summary>
/// <param name="margin">
/// Added to the mean execution, as room for what comes while a slot starts; null: the function's own start.
/// </param>
/// <param name="coldValue">What stands in for execution and start while they are unknown.</param>
public sealed class LittleScaleUp(TimeSpan? margin, TimeSpan coldValue) : IScaleUpPolicy
{
    /// <inheritdoc/>
    public string Name => "little";

    /// <inheritdoc/>
    public ScaleUpDecision Decide(in PoolSnapshot pool)
    {
        // 40 a second, 0.4 s and 0.1 s: 40 · 0.5 = 20 slots; 6 live and 30 wait, so 14 more.
        var concurrency = pool.Function.Concurrency;
        var held = (pool.Statistics.Executions.Mean ?? coldValue) + (margin ?? Start(pool));
        var wanted = Math.Max(1, Math.Ceiling(ArrivalRate.PerSecond(pool) * held.TotalSeconds / concurrency));
        var uncovered = (pool.UncoveredWaiters + concurrency - 1) / concurrency;
        var creates = (int)Math.Min(uncovered, Math.Max(0, wanted - pool.Live));
        if (creates > 0)
        {
            return new ScaleUpDecision(
                creates, pool.Live == 0 ? Reason.FirstSlot : Reason.LittlesLaw, OverdueAt(pool, held));
        }

        // What runs may run for an hour, though the mean is short: nobody waits for that behind a law of averages.
        var overdue = OverdueAt(pool, held);
        return uncovered > 0 && overdue <= pool.Now
            ? new ScaleUpDecision(1, Reason.PatienceOver, pool.Now + Start(pool))
            : new ScaleUpDecision(0, Reason.EnoughComing, overdue > pool.Now ? overdue : pool.Now + Start(pool));
    }

    /// <summary>When the first in line will have waited for as long as a start and a whole call take.</summary>
    private DateTimeOffset? OverdueAt(in PoolSnapshot pool, TimeSpan held) =>
        pool.Waiting.OldestSince + held + Start(pool);

    private TimeSpan Start(in PoolSnapshot pool) => pool.MeanStart > TimeSpan.Zero ? pool.MeanStart : coldValue;
}
