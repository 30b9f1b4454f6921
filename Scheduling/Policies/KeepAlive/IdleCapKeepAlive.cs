using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Another keep-alive with a lid: at most so many slots, or so much memory, of one function idle at a time; the coldest
/// beyond go at once. Bounds what one burst leaves behind. Loses where bursts return while its slots would still stand.
/// </summary>
/// <param name="inner">Decides below the lid.</param>
/// <param name="maximumIdle">Slots that may be idle.</param>
/// <param name="maximumMegabytes">Their memory in MB; null: as much as they have.</param>
public sealed class IdleCapKeepAlive(IKeepAlivePolicy inner, int maximumIdle, double? maximumMegabytes)
    : IKeepAlivePolicy
{
    /// <inheritdoc/>
    public string Name => "idle-cap";

    /// <inheritdoc/>
    public double? BudgetMegabytes => inner.BudgetMegabytes;

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool)
    {
        var decision = inner.Decide(pool);
        return decision with { MaximumIdle = Math.Min(CapFor(pool), decision.MaximumIdle ?? int.MaxValue) };
    }

    /// <summary>10 slots, 2 GB, slots of 0.3 GB: min(10, ⌊2 / 0.3⌋) = 6. A slot larger than all: none.</summary>
    private int CapFor(in PoolSnapshot pool) => maximumMegabytes is { } megabytes
        ? (int)Math.Min(maximumIdle, megabytes / pool.Function.MemoryMegabytes)
        : maximumIdle;
}
