using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// The same keep-alive for every function and always. Good where gaps are alike; loses where some functions come every
/// few seconds and others once an hour, because one number cannot fit both.
/// </summary>
/// <param name="keepAlive">How long; zero destroys on Idle.</param>
/// <param name="reclaimEvery">How often idle slots are looked at; zero: at the very instant.</param>
public sealed class FixedKeepAlive(TimeSpan keepAlive, TimeSpan reclaimEvery) : IKeepAlivePolicy
{
    private readonly KeepAliveDecision _decision = new(
        keepAlive,
        reclaimEvery,
        keepAlive > TimeSpan.Zero ? Reason.FixedKeepAlive : Reason.KeepNothing);

    /// <inheritdoc/>
    public string Name => "fixed";

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool) => _decision;
}
