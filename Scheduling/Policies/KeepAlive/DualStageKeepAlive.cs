using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>
/// Two ages: past the first an idle slot is set aside, so that calls gather on the others; past the second it is
/// destroyed. When load returns between the two, a slot set aside serves instead of a cold start (Jiagu: Liu et al.,
/// USENIX ATC 2024). Saves what the node's packing and the other slots' warm caches gain from fewer slots in use; where
/// a slot is started for each request, it is to us a fixed keep-alive of the second age, and loses where that does.
/// </summary>
/// <param name="routeFor">The first age.</param>
/// <param name="keepAlive">The second, which is more.</param>
public sealed class DualStageKeepAlive(TimeSpan routeFor, TimeSpan keepAlive) : IKeepAlivePolicy
{
    /// <summary>The first age where none is given: what the paper's evaluation releases instances after.</summary>
    public static readonly TimeSpan UsualRouteFor = TimeSpan.FromSeconds(45);

    /// <summary>The second age where none is given: the keep-alive of the same evaluation.</summary>
    public static readonly TimeSpan UsualKeepAlive = TimeSpan.FromSeconds(60);

    private readonly KeepAliveDecision _decision =
        new(keepAlive, TimeSpan.Zero, Reason.TwoStages) { RouteFor = routeFor };

    /// <inheritdoc/>
    public string Name => "dual-stage";

    /// <inheritdoc/>
    public KeepAliveDecision Decide(in PoolSnapshot pool) => _decision;
}
