using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>
/// Sorts functions into classes by the waits between their calls, and keeps and prewarms each by its class's rule
/// (SPES, Lee et al., ICDE 2024): slots are given up early and made again shortly before the call is expected.
/// Optimises idle memory at few cold starts where calls have a pattern; loses where memory is cheap against a cold
/// start, because its minutes know no price, and where waits have just changed.
/// </summary>
/// <remarks>
/// Differs from the paper: it learns while it runs, from the last 200 gaps and not from twelve days; a function of
/// which too little is known is kept until break-even, and not for a minute; where a call is expected, as many slots
/// stand ready as busy minutes usually need, and not one. A class is looked for when a call came, at most once a
/// minute.
/// </remarks>
/// <param name="unknown">What keeps the slots of a function without a class.</param>
public sealed class SpesClasses(IKeepAlivePolicy unknown) : IKeepAlivePolicy, IPrewarmPolicy
{
    private static readonly TimeSpan s_renewEvery = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => "spes-classes";

    /// <inheritdoc/>
    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool)
    {
        var state = StateOf(pool);
        return new KeepAliveDecision(state.Plan.KeepAlive, TimeSpan.Zero, state.Plan.Class) { State = state };
    }

    /// <inheritdoc/>
    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool)
    {
        var state = StateOf(pool);
        var decision = state.Plan.Class switch
        {
            Reason.AlwaysWarm => new PrewarmDecision(1, Reason.AlwaysWarm, state.RenewAt),
            Reason.Correlated => Announced(pool, state),
            _ => Expected(pool, state),
        };
        return decision with { State = state };
    }

    private static PrewarmDecision Expected(in PoolSnapshot pool, SpesState state)
    {
        if (state.Plan.Windows.Count == 0 || pool.Statistics.LastArrival is not { } last)
        {
            return new PrewarmDecision(0, Reason.NothingForeseen);
        }

        var since = pool.Now - last;
        DateTimeOffset? again = state.Plan.NextChange(since) is { } next ? last + next : null;
        return state.Plan.Expects(since)
            ? new PrewarmDecision(state.Slots, state.Plan.Class, again)
            : new PrewarmDecision(0, Reason.NothingForeseen, again);
    }

    private static PrewarmDecision Announced(in PoolSnapshot pool, SpesState state)
    {
        var giveUpAt = pool.CompanionCalledAt + pool.MeanStart + CompanionPrewarm.DefaultTolerance;
        return pool.Now < giveUpAt
            ? new PrewarmDecision(state.Slots, Reason.Correlated, giveUpAt)
            : new PrewarmDecision(0, Reason.NothingForeseen);
    }

    private SpesState StateOf(in PoolSnapshot pool)
    {
        var known = pool.State as SpesState;
        var arrivals = pool.Statistics.Arrivals;
        if (known is not null
            && (pool.Now < known.RenewAt
                || (known.Arrivals == arrivals && known.Plan.Class != Reason.AlwaysWarm)))
        {
            return known;
        }

        var history = new SpesHistory(pool.Statistics, pool.Now, pool.CompanionCalledAt is not null);
        var plan = SpesClassifier.Classify(history)
            ?? new SpesPlan(Reason.Unknown, unknown.Decide(pool).KeepAlive, []);
        var concurrency = pool.Function.Concurrency;
        var slots = (UsualPeak.Of(pool.Statistics.Minutes) + concurrency - 1) / concurrency;
        return new SpesState(plan, slots, arrivals, pool.Now + s_renewEvery);
    }
}
