using Orleans;
using Orleans.Runtime;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>The one timer.</content>
public sealed partial class FunctionGrain
{
    /// <summary>Timers take at most 49 days; a tick after one does no harm.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);

    /// <summary>
    /// Idle collection knows nothing of timers: the activation must still be there when the timer fires.
    /// </summary>
    private static readonly TimeSpan s_activeBeyondDeadline = TimeSpan.FromMinutes(1);

    /// <summary>
    /// One one-shot timer, for the pool's next deadline, and none when there is none. A deadline that moved on is left
    /// armed: the early tick does nothing but arm anew, which is cheaper than a timer change on every call.
    /// </summary>
    private void Arm(SlotPool pool)
    {
        if (_closing || NextTick(pool) is not { } next)
        {
            _timer?.Dispose();
            _timer = null;
            _armedFor = DateTimeOffset.MaxValue;
            return;
        }

        if (next >= _armedFor)
        {
            return;
        }

        _armedFor = next;
        var due = next - _time.GetUtcNow();
        due = due < TimeSpan.Zero ? TimeSpan.Zero : due < s_longestTimer ? due : s_longestTimer;
        DelayDeactivation(due + s_activeBeyondDeadline);
        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer = this.RegisterGrainTimer(
            static (grain, _) => grain.OnTimer(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    /// <summary>
    /// A pool may have slots and no deadline: its minimum, or a start that nobody waits for any more. It must stay
    /// active all the same.
    /// </summary>
    private static DateTimeOffset? NextTick(SlotPool pool) =>
        pool.NextDeadline ?? (pool.SlotsCreated > pool.SlotsForgotten ? pool.Now + s_longestTimer : null);

    private Task OnTimer()
    {
        _armedFor = DateTimeOffset.MaxValue;
        if (_pool is not null)
        {
            _pool.Tick(TellTime(_pool), _commands);
            Execute(_pool);
        }

        return Task.CompletedTask;
    }
}
