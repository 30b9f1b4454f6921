using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Decisions;
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
        DateTimeOffset? next = pool.NextDeadline;
        if (pool.SlotsCreated > pool.SlotsForgotten)
        {
            next = Earlier(next ?? pool.Now + DeadlineTimer.Longest, _reconcileAt);
        }

        return Earlier(next, _asks.NextDeadline);
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
        GiveUpVanished(_pool);
        _loop.Run();
    }

    private async Task TickLaterAsync()
    {
        await _services.Ledgers.Fence.PassAsync();
        OnTimer();
    }

    /// <summary>
    /// Whose gateway died neither asks again nor says that it went: its place is free, and so is an instance that it did
    /// not come for.
    /// </summary>
    private void GiveUpVanished(SlotPool pool)
    {
        var now = _time.GetUtcNow();
        while (_asks.TakeVanished(now) is { } caller)
        {
            if (pool.Abandon(new RequestId(caller.RequestId), now, _commands, caller.Attempt))
            {
                LogVanished(_key, caller.RequestId, Reason.CallerVanished);
                _instruments.Vanished(hadInstance: caller.IsDecided);
            }
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
