using OrleansScaler.Grains.Shells;

namespace OrleansScaler.Grains.Spares;

/// <content>The one timer.</content>
public sealed partial class SparePoolGrain
{
    private void Arm() => _timer.Arm(_closed.Task.IsCompleted || _keeps ? null : NextTick());

    /// <summary>Whoever has spares, or slots that are not destroyed yet, stays active without a deadline too.</summary>
    private DateTimeOffset? NextTick()
    {
        var mustStay = _pool is { Spares.Count: > 0 } || _background.Open.Count > 0;
        return _pool?.NextDeadline ?? (mustStay ? _time.GetUtcNow() + DeadlineTimer.Longest : null);
    }

    private void OnTimer()
    {
        _pool?.Tick(_time.GetUtcNow(), _commands);
        Execute();
    }
}
