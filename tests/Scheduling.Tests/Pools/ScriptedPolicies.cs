using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>All three parts in one object, which answers what a test wants, and shows what it was asked.</summary>
internal sealed class ScriptedPolicies : IKeepAlivePolicy, IScaleUpPolicy, IPrewarmPolicy
{
    public string Name => "scripted";

    public KeepAliveDecision Keep { get; set; } = new(KeepAliveDecision.Forever, TimeSpan.Zero, Reason.FixedKeepAlive);

    public Func<PoolSnapshot, PrewarmDecision> Foresee { get; set; } = _ => new(0, Reason.NothingForeseen);

    public List<PolicyState?> StatesSeen { get; } = [];

    public PoolSnapshot LastSeen { get; private set; }

    /// <summary>The parts as one set.</summary>
    /// <param name="sharesState">Whether the parts are one object, and not one for each part.</param>
    public PolicySet ToSet(bool sharesState = true) => sharesState
        ? new PolicySet(Name, this, this) { Prewarm = this }
        : new PolicySet(Name, new ScriptedPolicies { Keep = Keep }, new ScriptedPolicies()) { Prewarm = this };

    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool) => Keep with { State = See(pool) };

    ScaleUpDecision IScaleUpPolicy.Decide(in PoolSnapshot pool) =>
        new(pool.UncoveredWaiters, Reason.PerRequest) { State = See(pool) };

    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool) => Foresee(pool) with { State = See(pool) };

    private Count See(in PoolSnapshot pool)
    {
        LastSeen = pool;
        StatesSeen.Add(pool.State);
        return new Count(((pool.State as Count)?.Asked ?? 0) + 1);
    }

    public sealed record Count(int Asked) : PolicyState;
}
