using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>How many slots are wanted, and why.</summary>
/// <param name="Slots">
/// Slots that should live, starting and busy ones included: missing ones are started, and idle ones are not reclaimed
/// below it, until the policy says otherwise. The pool's own bounds come after.
/// </param>
/// <param name="Reason">Why.</param>
/// <param name="AskAgainAt">When to ask again if nothing happens before; null: the next event is soon enough.</param>
public readonly record struct PrewarmDecision(int Slots, Reason Reason, DateTimeOffset? AskAgainAt = null)
{
    /// <summary>What the policy wants to see again as <see cref="Pools.PoolSnapshot.State"/>.</summary>
    public PolicyState? State { get; init; }
}
