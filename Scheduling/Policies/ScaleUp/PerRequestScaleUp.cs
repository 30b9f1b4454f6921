using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// One slot for each miss, at once. Shortest wait when execution is longer than a start; wasteful in a burst of short
/// calls, where a returned slot would have come sooner than the new one.
/// </summary>
public sealed class PerRequestScaleUp : IScaleUpPolicy
{
    /// <inheritdoc/>
    public string Name => "per-request";

    /// <inheritdoc/>
    public ScaleUpDecision Decide(in PoolSnapshot pool)
    {
        // 5 wait, 1 slot of concurrency 2 is starting: 3 are uncovered, so ⌈3 / 2⌉ = 2 more.
        var concurrency = pool.Function.Concurrency;
        var creates = (pool.UncoveredWaiters + concurrency - 1) / concurrency;
        return new ScaleUpDecision(creates, creates > 0 ? Reason.PerRequest : Reason.EnoughComing);
    }
}
