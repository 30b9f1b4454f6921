using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>When an idle slot may be reclaimed.</summary>
internal static class ReclaimTime
{
    /// <summary>
    /// The first instant at which the slot is reclaimed: one tick past its keep-alive, because a slot idle for exactly
    /// its keep-alive is still warm; then the next multiple of the period.
    /// </summary>
    /// <remarks>
    /// Idle since 00:00:07, 15 s, every 5 s: over at 00:00:22 and a tick, so reclaimed at 00:00:25
    /// (<c>ReclaimTimeTests</c>).
    /// </remarks>
    public static DateTimeOffset Of(DateTimeOffset idleSince, KeepAliveDecision keep)
    {
        var over = keep.KeepAlive < DateTimeOffset.MaxValue - idleSince - TimeSpan.FromDays(1)
            ? idleSince + keep.KeepAlive + TimeSpan.FromTicks(1)
            : DateTimeOffset.MaxValue;
        var period = keep.ReclaimEvery.Ticks;
        if (period <= 1 || over == DateTimeOffset.MaxValue)
        {
            return over;
        }

        var past = over.UtcTicks % period;
        return past == 0 ? over : over.AddTicks(period - past);
    }
}
