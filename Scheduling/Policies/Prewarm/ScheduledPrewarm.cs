using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>
/// So many slots from each minute that the calendar names, for so long; a minimum by the clock, in UTC. Good where the
/// owner knows when people come; loses the memory of every slot that stands there on a holiday. Holds for functions
/// that were called at least once: a pool that was never called has nobody to look at the calendar for it.
/// </summary>
/// <param name="slots">Slots that should live meanwhile, busy ones included.</param>
/// <param name="calendar">When.</param>
/// <param name="duration">For how long from each of those minutes, more than 0; overlapping times are one.</param>
public sealed class ScheduledPrewarm(int slots, CronExpression calendar, TimeSpan duration) : IPrewarmPolicy
{
    /// <inheritdoc/>
    public string Name => "scheduled";

    /// <inheritdoc/>
    public PrewarmDecision Decide(in PoolSnapshot pool)
    {
        var state = pool.State is ScheduledState known && pool.Now < known.Until ? known : Look(pool.Now);
        return new PrewarmDecision(
            state.Slots, state.Slots > 0 ? Reason.Scheduled : Reason.NothingForeseen, state.Until)
        {
            State = state,
        };
    }

    /// <summary>
    /// From 08:00 for 10 h: at 09:00 the first begin after 23:00 is 08:00 today, so it runs, and until 18:00. At 18:00
    /// the first begin after 08:00 is tomorrow's, so nothing runs until then.
    /// </summary>
    private ScheduledState Look(DateTimeOffset now)
    {
        var begin = calendar.NextAfter(now - duration) ?? DateTimeOffset.MaxValue;
        return begin <= now ? new ScheduledState(slots, begin + duration) : new ScheduledState(0, begin);
    }
}
