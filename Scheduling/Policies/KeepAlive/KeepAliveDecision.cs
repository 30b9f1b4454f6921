using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>A keep-alive and why.</summary>
/// <param name="KeepAlive">
/// A slot idle for exactly this long is still warm. Zero or less: a returned slot is destroyed at once.
/// </param>
/// <param name="ReclaimEvery">
/// Reclaim looks only at whole multiples of this period since the Unix epoch; zero: at the very instant. A period saves
/// timers at the cost of slots kept up to one period longer.
/// </param>
/// <param name="Reason">Why.</param>
public readonly record struct KeepAliveDecision(TimeSpan KeepAlive, TimeSpan ReclaimEvery, Reason Reason)
{
    /// <summary>Longer than any trace, and short enough to be added to any date: for "never".</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    /// <summary>Idle slots allowed at most; the coldest beyond it go at once. Null: as many as there are.</summary>
    public int? MaximumIdle { get; init; }

    /// <summary>
    /// A slot idle for longer is set aside: it serves only where otherwise there would be a cold start. Null: never.
    /// </summary>
    public TimeSpan? RouteFor { get; init; }

    /// <summary>
    /// What the coldest idle slot is worth to a memory budget over all functions, in units of the budget's clock: under
    /// pressure the lowest goes first. Null: the slot is none of the budget's business.
    /// </summary>
    public double? Priority { get; init; }

    /// <summary>When to ask again though nothing happens and nothing is over; null: no need.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>What the policy wants to see again as <see cref="Pools.PoolSnapshot.State"/>.</summary>
    public PolicyState? State { get; init; }
}
