using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// A miss waits for a returned slot first and starts one of its own only when that took too long; it keeps waiting for
/// both, and the first one wins. Saves slots where execution is shorter than a start; costs the patience where it is
/// longer. While nothing runs, nothing can be returned, and the first waiter's slot is started at once.
/// </summary>
/// <param name="patience">How long a waiter waits before a slot is started for it.</param>
public sealed class PatienceScaleUp(TimeSpan patience) : IScaleUpPolicy
{
    /// <inheritdoc/>
    public string Name => "patience";

    /// <inheritdoc/>
    public ScaleUpDecision Decide(in PoolSnapshot pool)
    {
        var concurrency = pool.Function.Concurrency;
        var covered = pool.Starting * concurrency;
        var impatient = pool.Waiting.CountSince(pool.Now - patience);

        // Slots under way are meant for the longest waits, which are the first in line.
        var creates = Math.Max(0, impatient - covered + concurrency - 1) / concurrency;
        if (creates == 0 && pool.Busy == 0 && pool.Starting == 0)
        {
            return new ScaleUpDecision(1, Reason.NothingToReturn, NextImpatience(pool, covered + concurrency));
        }

        var again = NextImpatience(pool, covered + (creates * concurrency));
        return creates > 0
            ? new ScaleUpDecision(creates, Reason.PatienceOver, again)
            : new ScaleUpDecision(0, again is null ? Reason.EnoughComing : Reason.WaitingForReturn, again);
    }

    private DateTimeOffset? NextImpatience(in PoolSnapshot pool, int covered) =>
        pool.Waiting.SinceAt(covered) is { } since ? since + patience : null;
}
