using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>
/// Makes slots ready when a function is called that this one tends to come with (lock-step keys, as entries of the 2023
/// contest did), as many as its busy minutes usually need, and gives them up when nobody came within a start and the
/// tolerance. Saves the part of a cold start that lies between the two calls; loses where a group parts, one slot for
/// a short time each time.
/// </summary>
/// <param name="tolerance">How long after a start a companion may still come.</param>
public sealed class CompanionPrewarm(TimeSpan tolerance) : IPrewarmPolicy
{
    /// <summary>What counts as the same moment when companions are learned.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => "companions";

    /// <inheritdoc/>
    public PrewarmDecision Decide(in PoolSnapshot pool)
    {
        // Called at 10 s, starts take 0.8 s, tolerance 1 s: wanted until 11.8 s.
        var giveUpAt = pool.CompanionCalledAt + pool.MeanStart + tolerance;
        if (pool.CompanionCalledAt is not { } calledAt || giveUpAt <= pool.Now)
        {
            return new PrewarmDecision(0, Reason.NothingForeseen);
        }

        // The minutes are read once per call of the companion; a burst under way must not raise its own estimate.
        var state = pool.State as CompanionState;
        if (state?.CalledAt != calledAt)
        {
            state = new CompanionState(calledAt, UsualPeak.Of(pool.Statistics.Minutes));
        }

        var slots = state.Slots(pool.Function.Concurrency);
        return new PrewarmDecision(slots, Reason.Companion, giveUpAt) { State = state };
    }
}
