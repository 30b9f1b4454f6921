using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Spares;

/// <content>The one timer.</content>
public sealed partial class SparePoolGrain
{
    private void Arm(SparePool pool) => _timer.Arm(_closed.Task.IsCompleted ? null : NextTick(pool));

    /// <summary>Whoever has spares, or slots that are not destroyed yet, stays active without a deadline too.</summary>
    private DateTimeOffset? NextTick(SparePool pool)
    {
        var mustStay = pool.Spares.Count > 0 || _background.Open.Count > 0;
        return pool.NextDeadline ?? (mustStay ? _time.GetUtcNow() + DeadlineTimer.Longest : null);
    }

    private void OnTimer()
    {
        _pool?.Tick(_time.GetUtcNow(), _commands);
        Execute();
    }
}
