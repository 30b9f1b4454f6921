using Orleans;
using Orleans.Runtime;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Spares;

/// <content>The one timer.</content>
public sealed partial class SparePoolGrain
{
    /// <summary>Timers take at most 49 days; a tick after one does no harm.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);

    /// <summary>Idle collection knows nothing of timers: the activation must still be there when it fires.</summary>
    private static readonly TimeSpan s_activeBeyondDeadline = TimeSpan.FromMinutes(1);

    /// <summary>
    /// One one-shot timer, for the pool's next deadline, and none when there is none. A deadline that moved on is left
    /// armed: the early tick does nothing but arm anew.
    /// </summary>
    private void Arm(SparePool pool)
    {
        var now = _time.GetUtcNow();
        if (_closed.Task.IsCompleted || NextTick(pool, now) is not { } next)
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
        var due = next - now;
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

    /// <summary>Whoever has spares, or slots that are not destroyed yet, stays active without a deadline too.</summary>
    private DateTimeOffset? NextTick(SparePool pool, DateTimeOffset now)
    {
        var mustStay = pool.Spares.Count > 0 || _background.Any(static work => !work.IsCompleted);
        return pool.NextDeadline ?? (mustStay ? now + s_longestTimer : null);
    }

    private Task OnTimer()
    {
        _armedFor = DateTimeOffset.MaxValue;
        _pool?.Tick(_time.GetUtcNow(), _commands);
        Execute(_pool);
        return Task.CompletedTask;
    }
}
