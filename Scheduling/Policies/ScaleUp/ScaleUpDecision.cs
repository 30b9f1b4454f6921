using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>How many slots to start, and why.</summary>
/// <param name="Creates">Slots to start now; the pool's own bounds come after.</param>
/// <param name="Reason">Why.</param>
/// <param name="AskAgainAt">When to ask again if nothing happens before; null: the next event is soon enough.</param>
public readonly record struct ScaleUpDecision(int Creates, Reason Reason, DateTimeOffset? AskAgainAt = null)
{
    /// <summary>What the policy wants to see again as <see cref="Pools.PoolSnapshot.State"/>.</summary>
    public PolicyState? State { get; init; }
}
