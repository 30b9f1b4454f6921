using Orleans;
using Orleans.Runtime;

namespace OrleansScaler.Grains.Shells;

/// <summary>
/// The one one-shot timer of a grain that follows deadlines instead of polling; none is armed when there is none. A
/// deadline that moved on is left armed: the early tick does nothing but arm anew, which is cheaper than a timer change
/// on every call.
/// </summary>
/// <param name="grain">The grain.</param>
/// <param name="stayActive">Delays its deactivation.</param>
/// <param name="tick">What to do when a deadline has come.</param>
/// <param name="time">The clock.</param>
internal sealed class DeadlineTimer(IGrainBase grain, Action<TimeSpan> stayActive, Action tick, TimeProvider time)
{
    /// <summary>Timers take at most 49 days; a tick after one does no harm.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// Idle collection knows nothing of timers: the activation must still be there when the timer fires.
    /// </summary>
    private static readonly TimeSpan s_activeBeyondDeadline = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;

    /// <summary>Sees to it that the tick comes then; null when there is nothing to wait for.</summary>
    public void Arm(DateTimeOffset? deadline)
    {
        if (deadline is not { } next)
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
        var due = next - time.GetUtcNow();
        due = due < TimeSpan.Zero ? TimeSpan.Zero : due < Longest ? due : Longest;
        stayActive(due + s_activeBeyondDeadline);
        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer = grain.RegisterGrainTimer(
            static (timer, _) => timer.OnTimer(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task OnTimer()
    {
        _armedFor = DateTimeOffset.MaxValue;
        tick();
        return Task.CompletedTask;
    }
}
