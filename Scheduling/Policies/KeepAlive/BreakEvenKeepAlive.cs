using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Keeps an idle slot until it has cost as much memory as a cold start costs time (ski rental): at most twice the
/// offline optimum, whatever comes. Loses against whoever knows the gaps.
/// </summary>
/// <param name="coldValue">What a cold start costs where the function's starts take no time.</param>
/// <param name="idlePrice">Seconds that a GB·s of idle memory is worth, more than 0.</param>
public sealed class BreakEvenKeepAlive(TimeSpan coldValue, double idlePrice) : IKeepAlivePolicy
{
    /// <summary>Longer than any trace; a slot of next to no memory would be kept for centuries.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public string Name => "break-even";

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool)
    {
        // 0.808 s, 0.17 GB, 1/99.69 s per GB·s: kept for 0.808 · 99.69 / 0.17 = 474 s.
        var cold = pool.MeanStart > TimeSpan.Zero ? pool.MeanStart : coldValue;
        var seconds = cold.TotalSeconds / (pool.Function.MemoryGigabytes * idlePrice);
        var keep = seconds < s_longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_longest;
        return new KeepAliveDecision(keep, TimeSpan.Zero, Reason.BreakEven);
    }
}
