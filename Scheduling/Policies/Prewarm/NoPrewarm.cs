using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>
/// Makes nothing ahead. Never pays for a slot that nobody came for; loses wherever the next call can be foreseen.
/// </summary>
public sealed class NoPrewarm : IPrewarmPolicy
{
    private NoPrewarm()
    {
    }

    /// <summary>The only one.</summary>
    public static NoPrewarm Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "none";

    /// <inheritdoc/>
    public PrewarmDecision Decide(in PoolSnapshot pool) => new(0, Reason.NothingForeseen);
}
