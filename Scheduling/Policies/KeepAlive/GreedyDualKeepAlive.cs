using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Keeps idle slots until the memory budget over all functions is spent; then the slot goes that is worth least:
/// clock + frequency · cost / size, where the clock is the worth of the last one that went, so that what was not used
/// for long goes in the end (FaasCache: Fuerst and Sharma, ASPLOS 2021). Fewest cold starts for a given memory. Loses
/// where memory has a price: it fills its budget whether that is worth it or not, and at a quiet hour gives nothing
/// back unless a fixed keep-alive stands on top.
/// </summary>
/// <remarks>
/// Frequency: calls since the function last had no slot. Cost: a cold start in seconds. Size: GB. The other orders
/// leave out a part of the sum, as the paper's comparison does.
/// </remarks>
/// <param name="options">Its figures.</param>
public sealed class GreedyDualKeepAlive(GreedyDualOptions options) : IKeepAlivePolicy
{
    /// <summary>Each order has a name of its own.</summary>
    public string Name => options.Order switch
    {
        ReclaimOrder.GreedyDual => "greedy-dual",
        ReclaimOrder.Landlord => "landlord",
        ReclaimOrder.Frequency => "freq",
        ReclaimOrder.Size => "size",
        _ => "lru",
    };

    /// <inheritdoc/>
    public double? BudgetMegabytes => options.BudgetMegabytes;

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool) =>
        new(options.KeepAlive, TimeSpan.Zero, Reason.WorthInBudget) { Priority = PriorityOf(pool) };

    private double PriorityOf(in PoolSnapshot pool)
    {
        var size = pool.Function.MemoryGigabytes;
        return options.Order switch
        {
            // Clock 40, called 25 times, 0.8 s, 0.25 GB: 40 + 25 · 0.8 / 0.25 = 120.
            ReclaimOrder.GreedyDual => pool.IdleClock + (pool.CallsWhileLive * CostOf(pool) / size),
            ReclaimOrder.Landlord => pool.IdleClock + (CostOf(pool) / size),
            ReclaimOrder.Frequency => pool.CallsWhileLive,
            ReclaimOrder.Size => 1 / size,
            _ => ((pool.IdleSince ?? pool.Now) - DateTimeOffset.UnixEpoch).TotalSeconds,
        };
    }

    private double CostOf(in PoolSnapshot pool) =>
        (pool.MeanStart > TimeSpan.Zero ? pool.MeanStart : options.ColdValue).TotalSeconds;
}
