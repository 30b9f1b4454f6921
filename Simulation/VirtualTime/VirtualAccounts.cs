using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>
/// The books of a run in virtual time. Time is counted in ticks, so that nothing is lost in adding up.
/// </summary>
internal sealed class VirtualAccounts
{
    private readonly Workload _workload;
    private readonly SlotTable _slots;
    private readonly CallTally _tally;
    private readonly FunctionAccounts[] _functions;
    private readonly long _end;
    private readonly LogHistogram _waits = new();
    private readonly LogHistogram _slowdowns = new();
    private long _coldStarts;
    private long _servedAtOnce;
    private long _created;
    private long _destroyed;
    private int _live;
    private int _peak;
    private double _memory;
    private double _peakMemory;

    public VirtualAccounts(Workload workload, SlotTable slots)
    {
        _workload = workload;
        _slots = slots;
        _end = workload.Trace.Length.Ticks;
        _tally = new CallTally(workload.Functions);
        _functions = new FunctionAccounts[workload.Functions.Count];
    }

    public long ColdStarts => Volatile.Read(ref _coldStarts);

    /// <summary>A create was called.</summary>
    /// <returns>How many were called for the function, with this one.</returns>
    public long Created(int function)
    {
        SpareCreated(function);
        return SpareTaken(function);
    }

    /// <summary>A create was called for any function of this one's size.</summary>
    public void SpareCreated(int function)
    {
        _created++;
        _live++;
        _peak = Math.Max(_peak, _live);
        _memory += _workload.Functions[function].MemoryMegabytes;
        _peakMemory = Math.Max(_peakMemory, _memory);
    }

    /// <summary>A slot that is paid for already became the function's.</summary>
    /// <returns>How many did, with those created for it.</returns>
    public long SpareTaken(int function)
    {
        _functions[function].Slots++;
        return ++_functions[function].Starts;
    }

    public void SpareDestroyed(int function, long requestedAt, long now)
    {
        _destroyed++;
        SpareCharged(function, requestedAt, now);
        Gone(function);
    }

    /// <summary>Charges a spare that nobody took; past the trace's end it costs nothing.</summary>
    public void SpareCharged(int function, long requestedAt, long until) =>
        _functions[function].SpareTicks += Math.Max(0, Math.Min(until, _end) - requestedAt);

    /// <summary>A create failed and left nothing: there was no slot to pay for.</summary>
    public void NeverMade(int index)
    {
        _created--;
        _functions[_slots[index].Function].Slots--;
        Gone(_slots[index].Function);
    }

    public void Destroyed(int index, long now)
    {
        _destroyed++;
        Charge(_slots[index], now);
        Gone(_slots[index].Function);
    }

    /// <summary>A call ran to its end. Nearly all were served at once, so that case is a few additions.</summary>
    public void Completed(in VirtualCall call, long now)
    {
        ref var function = ref _functions[call.Function];
        ref var slot = ref _slots[call.SlotIndex];
        slot.ReleasedAt = now;
        if (--slot.InUse == 0)
        {
            function.BusyTicks += now - slot.BusySince;
        }

        function.Completed++;
        var wait = call.GrantedAt - call.ArrivedAt;
        if (wait == 0 && !call.Cold)
        {
            function.ServedAtOnce++;
            function.ServedAtOnceTicks += call.Duration;
            _servedAtOnce++;
            return;
        }

        var slowdown = (double)(wait + call.Duration) / call.Duration;
        function.ExtraSlowdown += slowdown - 1;
        _slowdowns.Add(slowdown);
        _waits.Add(TimeSpan.FromTicks(wait).TotalSeconds);
        _coldStarts += call.Cold ? 1 : 0;
        _tally.Succeeded(
            call.Function, new TimeSpan(call.Duration), new TimeSpan(wait), TimeSpan.Zero, call.Cold);
    }

    public void Rejected(in VirtualCall call, Reason reason, long now) =>
        _tally.Failed(call.Function, $"rejected: {reason}", "", new TimeSpan(now - call.ArrivedAt));

    /// <summary>
    /// Charges the slots that are alive: idle ones to the trace's end, those that ran longer to the end of that.
    /// </summary>
    /// <param name="end">The trace's end, or where it was broken off.</param>
    /// <param name="now">The time.</param>
    public void Close(long end, long now)
    {
        for (var index = 0; index < _slots.Places; index++)
        {
            ref var slot = ref _slots[index];
            if (slot.Slot is null)
            {
                continue;
            }

            Charge(slot, slot.InUse > 0 ? now : Math.Max(end, slot.ReleasedAt));
            if (slot.InUse > 0)
            {
                _functions[slot.Function].BusyTicks += now - slot.BusySince;
            }
        }
    }

    public SimulatedScorecard ToScorecard(string policy, double wallSeconds, long events, IReadOnlyList<string> notes)
    {
        var byFunction = new Dictionary<string, FunctionSlots>(StringComparer.Ordinal);
        var (slotGbSeconds, busyGbSeconds, slotSeconds) = (0.0, 0.0, 0.0);
        for (var i = 0; i < _functions.Length; i++)
        {
            ref readonly var function = ref _functions[i];
            var spec = _workload.Functions[i];
            var seconds = Seconds(function.SlotTicks);
            var spares = Seconds(function.SpareTicks);
            slotSeconds += seconds + spares;
            slotGbSeconds += (seconds + spares) * spec.MemoryGigabytes;
            busyGbSeconds += Seconds(function.BusyTicks) * spec.MemoryGigabytes;
            byFunction[spec.Key.Value] = new FunctionSlots(function.Slots, seconds * spec.MemoryGigabytes);
            _tally.SucceededAtOnce(i, function.ServedAtOnce, new TimeSpan(function.ServedAtOnceTicks));
        }

        _waits.Add(0, _servedAtOnce);
        _slowdowns.Add(1, _servedAtOnce);
        var slots = new SlotAccounts(_created, _destroyed, _peak, slotSeconds, slotGbSeconds);
        var card = _tally.ToScorecard(
            slots, byFunction, new ScorecardHeader(policy, _workload.Trace.Name, Speed: 1, wallSeconds, notes));
        var idleGbSeconds = Math.Max(0, slotGbSeconds - busyGbSeconds);
        return new SimulatedScorecard(card)
        {
            Speed = 0,
            Rum = RumScore.Of(card.ColdStarts, card.WaitSeconds, slotGbSeconds, slotGbSeconds - idleGbSeconds),
            ColdRate = card.Requests > 0 ? (double)card.ColdStarts / card.Requests : 0,
            ColdRateByFunction = Spread.Of(Called(card).Select(f => (double)f.ColdStarts / f.Requests)),
            IdleGbSeconds = idleGbSeconds,
            PeakMemoryMegabytes = _peakMemory,
            Creations = _created,
            SchedulingSeconds = new Distribution(
                _waits.Curve(), Curve.Of(Called(card).Select(f => f.ScheduleSeconds / f.Requests))),
            Slowdown = new Distribution(_slowdowns.Curve(), Curve.Of(AverageSlowdowns())),
            Events = events,
            EventsPerSecond = wallSeconds > 0 ? events / wallSeconds : 0,
        };
    }

    private static IEnumerable<FunctionScore> Called(Scorecard card) => card.Functions.Where(f => f.Requests > 0);

    private static double Seconds(long ticks) => new TimeSpan(ticks).TotalSeconds;

    private IEnumerable<double> AverageSlowdowns() =>
        from function in _functions
        where function.Completed > 0
        select 1 + (function.ExtraSlowdown / function.Completed);

    private void Gone(int function)
    {
        _live--;
        _memory -= _workload.Functions[function].MemoryMegabytes;
    }

    /// <summary>Slot time runs from the create's call; past the trace's end only execution counts.</summary>
    private void Charge(in VirtualSlot slot, long until)
    {
        var paid = until <= _end || slot.InUse > 0 ? until : Math.Max(_end, slot.ReleasedAt);
        _functions[slot.Function].SlotTicks += Math.Max(0, paid - slot.RequestedAt);
    }
}
