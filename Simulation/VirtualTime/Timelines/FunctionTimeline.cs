namespace OrleansScaler.Simulation.VirtualTime.Timelines;

/// <summary>
/// What one function's slots and demand were, added up by parts of the trace. A value counts from the event that made
/// it to the next one; what changes again at the same instant never was.
/// </summary>
internal sealed class FunctionTimeline(long end, long partTicks)
{
    private readonly TimelineSums[] _parts = new TimelineSums[(end + partTicks - 1) / partTicks];
    private long _since;
    private int _slots;
    private int _demand;

    /// <summary>From now on it is this.</summary>
    public void Change(long now, int slots, int demand)
    {
        if (slots == _slots && demand == _demand)
        {
            return;
        }

        AddUntil(now);
        _slots = slots;
        _demand = demand;
    }

    /// <summary>Figures of all parts up to the trace's end; what runs longer is cut off there.</summary>
    public IReadOnlyList<TimelinePart> Close()
    {
        AddUntil(end);
        return [.. _parts.Select((sums, i) => sums.ToPart(Math.Min(partTicks, end - (i * partTicks))))];
    }

    private void AddUntil(long now)
    {
        var until = Math.Min(now, end);
        while (_since < until)
        {
            var index = _since / partTicks;
            var ticks = Math.Min(until, (index + 1) * partTicks) - _since;
            ref var part = ref _parts[index];
            part.SlotTicks += _slots * ticks;
            part.DemandTicks += _demand * ticks;
            part.MostSlots = Math.Max(part.MostSlots, _slots);
            part.MostDemand = Math.Max(part.MostDemand, _demand);
            _since += ticks;
        }
    }
}
