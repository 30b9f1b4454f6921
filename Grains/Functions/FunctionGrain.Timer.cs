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
    private static DateTimeOffset? NextTick(SlotPool pool) =>
        pool.NextDeadline ?? (pool.SlotsCreated > pool.SlotsForgotten ? pool.Now + DeadlineTimer.Longest : null);

    private void OnTimer()
    {
        if (_pool is not null)
        {
            _pool.Tick(TellTime(_pool), _commands);
            _loop.Run();
        }
    }
}
