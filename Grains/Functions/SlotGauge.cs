using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>What was last reported of a pool's slots by state, so that only changes are.</summary>
internal struct SlotGauge
{
    private int _starting;
    private int _idle;
    private int _busy;
    private int _retiring;

    /// <summary>Reports how the pool changed since the last report.</summary>
    public void Report(SlotPool pool, FunctionInstruments instruments)
    {
        if (!instruments.MeasuresSlots)
        {
            return;
        }

        var now = pool.Snapshot;
        var busy = now.Busy + pool.UnknownSlots;
        instruments.SlotsChanged(SlotState.Starting, now.Starting - _starting);
        instruments.SlotsChanged(SlotState.Idle, now.Idle - _idle);
        instruments.SlotsChanged(SlotState.Busy, busy - _busy);
        instruments.SlotsChanged(SlotState.Retiring, pool.RetiringSlots - _retiring);
        (_starting, _idle, _busy, _retiring) = (now.Starting, now.Idle, busy, pool.RetiringSlots);
    }
}
