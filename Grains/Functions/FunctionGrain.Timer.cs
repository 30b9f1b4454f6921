using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>The one timer, and another one while callers wait.</content>
public sealed partial class FunctionGrain
{
    /// <summary>Apart from the pool's: a pool that is asked more often may decide more often.</summary>
    private DeadlineTimer? _silence;

    private void Arm(SlotPool pool)
    {
        _timer.Arm(_closing ? null : NextTick(pool));
        ArmSilence();
    }

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
            if (!(_pool.NextDeadline <= _time.GetUtcNow()))
            {
                // A pool that is asked more often may decide more often.
                Arm(_pool);
                return;
            }
        }

        _pool.Tick(TellTime(_pool), _commands);
        _loop.Run();
    }

    private async Task TickLaterAsync()
    {
        await _services.Ledgers.Fence.PassAsync();
        OnTimer();
    }

    private void ArmSilence()
    {
        if (_silence is null && !_asks.IsAnyoneWaiting)
        {
            return;
        }

        _silence ??= new DeadlineTimer(this, DelayDeactivation, GiveUpVanished, _time);
        _silence.Arm(_closing ? null : _asks.NextDeadline);
    }

    /// <summary>
    /// Whose gateway died neither asks again nor says that it went: its place is free, and so is an instance that it
    /// did not come for.
    /// </summary>
    private void GiveUpVanished()
    {
        if (_abdicated)
        {
            return;
        }

        var now = TellTime(_pool!);
        while (_asks.TakeVanished(now) is { } caller)
        {
            if (_pool!.AbandonAll(new RequestId(caller.RequestId), now, _commands))
            {
                LogVanished(_key, caller.RequestId, Reason.CallerVanished);
                _instruments.Vanished(hadInstance: caller.IsDecided);
            }
        }

        _loop.Run();
    }
}
