using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Knative;

/// <summary>
/// Knative's pod autoscaler as all three parts: every 2 s as many slots as the concurrency of the last minute asks for
/// at 70 % use, or of the last six seconds in a surge, when it never shrinks; whatever is idle above that goes at once
/// (knative/serving, <c>pkg/autoscaler/scaling</c>). Smooth under load that changes over minutes; loses up to two
/// seconds on every burst, and with one request a slot pays for 43 % more slots than are used.
/// </summary>
/// <param name="options">Its figures.</param>
public sealed class Kpa(KpaOptions options) : IKeepAlivePolicy, IScaleUpPolicy, IPrewarmPolicy
{
    /// <inheritdoc cref="IPrewarmPolicy.Name"/>
    public string Name => "kpa";

    /// <summary>From zero the first request gets a slot at once; all others come with the ticks.</summary>
    ScaleUpDecision IScaleUpPolicy.Decide(in PoolSnapshot pool) => new(
        pool.Live == 0 ? 1 : 0, pool.Live == 0 ? Reason.FirstSlot : Reason.EnoughComing)
    {
        State = pool.State,
    };

    /// <summary>What is idle above what is wanted goes; what is wanted the pool keeps anyway.</summary>
    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool) =>
        new(TimeSpan.Zero, TimeSpan.Zero, Reason.ScaledDown) { State = pool.State };

    /// <summary>Works out the scale when a tick is due. Nothing wanted and nobody there: no more ticks.</summary>
    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool)
    {
        var state = pool.State as KpaState ?? KpaState.Initial;
        var isFromZero = state.Desired == 0 && pool.Waiting.Count > 0;
        if (pool.Now >= state.NextTick || isFromZero)
        {
            state = Tick(pool, state);
        }

        var isQuiet = (state.Desired == 0 || state.IsSettled) && pool.InUse == 0 && pool.Waiting.Count == 0;
        var reason = state.PanicAt is null ? Reason.StableConcurrency : Reason.PanicConcurrency;
        return new PrewarmDecision(state.Desired, reason, isQuiet ? null : state.NextTick) { State = state };
    }

    private KpaState Tick(in PoolSnapshot pool, KpaState state)
    {
        // Concurrency 1, so 0.7 a slot; 3.2 in use over the minute, 9.8 over 6 s, 4 ready: ⌈4.57⌉ = 5 and 14 slots;
        // 14 / 4 ≥ 2 is a panic, so 14.
        var ready = pool.Idle + pool.Busy;
        var atLeastOne = Math.Max(1, ready);
        var target = options.TargetShare * pool.Function.Concurrency;
        var panicAverage = pool.Statistics.Concurrency.Average(pool.Now, options.PanicWindow);
        var stable = Math.Ceiling(pool.Statistics.Concurrency.Average(pool.Now, options.StableWindow) / target);
        var panic = Math.Ceiling(panicAverage / target);
        var panicAt = PanicAt(state, panic / atLeastOne >= options.PanicThreshold, pool.Now);
        var desired = Clamp(panicAt is null ? stable : Math.Max(stable, panic), atLeastOne);
        var panicMaximum = panicAt is null ? 0 : Math.Max(state.PanicMaximum, desired);
        desired = Math.Max(desired, panicMaximum);
        DateTimeOffset? zeroSince = desired > 0 ? null : state.ZeroSince ?? pool.Now;
        var isUnused = stable + panic == 0 && panicAt is null && zeroSince is null;
        var isGrace = zeroSince is { } since && since > pool.Now - options.ScaleToZeroGrace;
        return new KpaState
        {
            NextTick = pool.Now + options.TickEvery,
            Desired = isGrace ? 1 : desired,
            PanicAt = panicAt,
            PanicMaximum = panicMaximum,
            IsSettled = isUnused && desired == state.Desired,
            ZeroSince = zeroSince,
            ExcessBurst = Math.Floor(
                (ready * (double)pool.Function.Concurrency) - options.TargetBurstCapacity - panicAverage),
        };
    }

    /// <summary>A surge begins or renews the panic; it ends a stable window after the last.</summary>
    private DateTimeOffset? PanicAt(KpaState state, bool isSurge, DateTimeOffset now) =>
        isSurge ? now : state.PanicAt is { } at && at + options.StableWindow >= now ? at : null;

    private int Clamp(double slots, int ready) => (int)Math.Min(
        Math.Max(slots, Math.Floor(ready / options.MaximumScaleDownRate)),
        Math.Ceiling(ready * options.MaximumScaleUpRate));
}
