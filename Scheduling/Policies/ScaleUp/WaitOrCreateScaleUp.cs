using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// Where calls are shorter than a cold start, a few misses wait for a returned slot, for an init and 200 ms at most;
/// the others, and all misses of long functions, get slots of their own at once. Saves up to half of the slots of a
/// burst of short calls for one execution more of wait. Loses where executions are spread so wide that the mean
/// misleads. Source: the best public entry of the 2023 contest.
/// </summary>
/// <remarks>
/// <code>
/// mean execution      waiters that need no new slot
/// from cold up        one for each slot under way            (as per-request)
/// below cold          the same, and min(3, busy slots)       (the published rule)
/// up to cold / 10     two for each slot under way, and one for each busy slot
/// </code>
/// The last line is for bursts. Counted by the published rule, N calls at once on a function without slots make N
/// slots, for there is nothing busy to wait for. But a slot under way serves many short calls one after the other. Two
/// of them for each make ⌈N / 2⌉ slots, and the second call waits one execution longer than with a slot of its own:
/// 1.11 s, not 1.10 s, for 10 ms after a start of 1.1 s. More for each would save more slots and wait longer; with half
/// of the slots, nothing waits less, because all slots become ready together.
/// <para>A function that has never run counts as short: a wrong guess costs its first waiters an init and 200 ms
/// once.</para>
/// </remarks>
/// <param name="coldValue">What a cold start takes where no start of the function was measured.</param>
public sealed class WaitOrCreateScaleUp(TimeSpan coldValue) : IScaleUpPolicy
{
    /// <summary>Waiters that may hope for a returned slot, unless executions are very short.</summary>
    private const int MostHopeful = 3;

    /// <summary>An execution this many times shorter than a start is lost in it.</summary>
    private const int VeryShort = 10;

    /// <summary>What a waiter's patience has beyond an init.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMilliseconds(200);

    private readonly PerRequestScaleUp _longCalls = new();

    /// <inheritdoc/>
    public string Name => "wait-or-create";

    /// <inheritdoc/>
    public ScaleUpDecision Decide(in PoolSnapshot pool)
    {
        var cold = pool.MeanStart > TimeSpan.Zero ? pool.MeanStart : coldValue;
        var execution = pool.Statistics.Executions.Mean ?? TimeSpan.Zero;
        if (execution >= cold)
        {
            return _longCalls.Decide(pool);
        }

        var isVeryShort = execution * VeryShort <= cold;
        var perStart = pool.Function.Concurrency * (isVeryShort ? 2 : 1);
        var hopeful = isVeryShort
            ? (long)pool.Busy * pool.Function.Concurrency
            : Math.Min(MostHopeful, pool.Busy);
        return Decide(pool, perStart, hopeful);
    }

    private ScaleUpDecision Decide(in PoolSnapshot pool, int perStart, long hopeful)
    {
        var covered = pool.Starting * perStart;
        var patience = Patience(pool);
        var impatient = patience is { } most ? pool.Waiting.CountSince(pool.Now - most) - covered : 0;
        var beyond = pool.Waiting.Count - covered - hopeful;
        var needed = Math.Max(0, Math.Max(beyond, impatient));
        var creates = (int)((needed + perStart - 1) / perStart);
        var next = pool.Waiting.SinceAt(covered + (creates * perStart)) + patience;
        if (creates == 0)
        {
            return new ScaleUpDecision(0, next is null ? Reason.EnoughComing : Reason.WaitingForReturn, next);
        }

        var reason = pool.Busy + pool.Starting == 0 ? Reason.NothingToReturn
            : impatient >= beyond ? Reason.PatienceOver : Reason.TooManyWaiting;
        return new ScaleUpDecision(creates, reason, next);
    }

    /// <summary>
    /// How long a waiter hopes; null while the function's very first slots are under way, for then nobody knows what is
    /// long.
    /// </summary>
    private TimeSpan? Patience(in PoolSnapshot pool) =>
        pool.Statistics.Inits.Mean is { } init ? init + s_margin
        : pool.Starting == 0 ? coldValue + s_margin : null;
}
