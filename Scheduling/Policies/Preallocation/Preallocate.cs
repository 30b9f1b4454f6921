using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Preallocation;

/// <summary>
/// Makes at a function's first call all slots that its known peak needs, keeps them while it is awake and frees
/// everything after some silent minutes. Saves waits where a function wakes up to a load like its last one; loses
/// memory where it does not, and on every rare function. Source: the 2023 contest's Rust entry, v3.0.
/// </summary>
/// <remarks>
/// Slots = peak requests a minute · mean execution in ms / 60,000 (Little's law) + 1, whole slots only, over the slot's
/// concurrency. The 1 is the call that woke the function, and it rounds up. The peak is what was configured or seen in
/// an earlier period, never in the load being served; without one there is the 1.
/// <para>Scale-up waits for 40 s for what is under way, and for 2 s from then on. A slot is kept for 1,300 s at 2 GB to
/// 1,500 s at 128 MB, and a function is silent after 4 minutes at 2 GB to 7 at 128 MB without a call: the ranges are
/// published, the rule within them is not, and a large slot's idle second costs most. As all is freed at the silence,
/// the keep-alive matters for slots beyond those made ahead. The first call after a silence is a first one again.
/// </para>
/// </remarks>
/// <param name="history">Peaks of an earlier period.</param>
public sealed class Preallocate(PeakHistory history) : IKeepAlivePolicy, IScaleUpPolicy, IPrewarmPolicy
{
    private const double MarginSlots = 1;

    /// <summary>More than any pool may have, so that a peak out of all reason does not overflow.</summary>
    private const double MostSlots = 1_000_000;

    private static readonly TimeSpan s_longestKeep = TimeSpan.FromSeconds(1_500);
    private static readonly TimeSpan s_shortestKeep = TimeSpan.FromSeconds(1_300);
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan s_shortestSilence = TimeSpan.FromMinutes(4);

    private readonly PatienceScaleUp _underWay = new(TimeSpan.FromSeconds(40));
    private readonly PatienceScaleUp _after = new(TimeSpan.FromSeconds(2));

    /// <inheritdoc cref="IPrewarmPolicy.Name"/>
    public string Name => "preallocate";

    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool)
    {
        var keep = SizeScale.Between(s_longestKeep, s_shortestKeep, pool.Function.MemoryMegabytes);
        var silentFrom = SilentFrom(pool);
        return silentFrom <= pool.Now
            ? new KeepAliveDecision(TimeSpan.Zero, TimeSpan.Zero, Reason.Silence)
            : new KeepAliveDecision(keep, TimeSpan.Zero, Reason.FixedKeepAlive)
            {
                AskAgainAt = silentFrom,
                State = pool.State,
            };
    }

    ScaleUpDecision IScaleUpPolicy.Decide(in PoolSnapshot pool)
    {
        var isUnderWay = pool.State is PreallocationState { UnderWay: true };
        var decision = (isUnderWay ? _underWay : _after).Decide(pool);
        var waits = isUnderWay && decision.Creates == 0;
        return decision with { Reason = waits ? Reason.Preallocating : decision.Reason, State = pool.State };
    }

    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool)
    {
        var silentFrom = SilentFrom(pool);
        if (silentFrom <= pool.Now)
        {
            return new PrewarmDecision(0, Reason.Silence);
        }

        var state = pool.State as PreallocationState;
        if (state is null)
        {
            state = new PreallocationState(SlotsFor(pool), UnderWay: true);
        }
        else if (state.UnderWay && pool.Starting == 0)
        {
            state = state with { UnderWay = false };
        }

        return new PrewarmDecision(state.Slots, Reason.Preallocated, silentFrom) { State = state };
    }

    private int SlotsFor(in PoolSnapshot pool)
    {
        var running = history.Find(pool.Function.Key)?.Concurrency ?? 0;
        var concurrency = pool.Function.Concurrency;
        return (int)Math.Min(MostSlots, Math.Floor((running / concurrency) + MarginSlots));
    }

    /// <summary>When the function is silent if nobody calls; null while somebody wants or holds a slot.</summary>
    private static DateTimeOffset? SilentFrom(in PoolSnapshot pool) => pool.InUse + pool.Waiting.Count > 0
        ? null
        : pool.Statistics.LastArrival + SizeScale.Between(
            s_longestSilence, s_shortestSilence, pool.Function.MemoryMegabytes);
}
