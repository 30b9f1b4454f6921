using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>The one timer.</content>
public sealed partial class FunctionGrain
{
    private void Arm(SlotPool pool) => _timer.Arm(_closing ? null : NextTick(pool));

    /// <summary>
    /// A pool may have slots and no deadline: its minimum, or a start that nobody waits for any more. It must stay
    /// active all the same.
    /// </summary>
    private DateTimeOffset? NextTick(SlotPool pool)
    {
        if (pool.SlotsCreated == pool.SlotsForgotten)
        {
            return pool.NextDeadline;
        }

        var next = pool.NextDeadline ?? pool.Now + DeadlineTimer.Longest;
        return _reconcileAt < next ? _reconcileAt : next;
    }

    private void OnTimer()
    {
        if (_pool is null || _abdicated)
        {
            return;
        }

        if (!_services.Ledgers.Fence.IsOpen)
        {
            _background.Follow(TickLaterAsync());
            return;
        }

        if (_time.GetUtcNow() >= _reconcileAt)
        {
            _reconcileAt = null;
            _background.Follow(ReconcileAsync());
        }

        _pool.Tick(TellTime(_pool), _commands);
        _loop.Run();
    }

    private async Task TickLaterAsync()
    {
        await _services.Ledgers.Fence.PassAsync();
        OnTimer();
    }
}
