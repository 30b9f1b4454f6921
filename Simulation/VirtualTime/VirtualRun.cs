using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.Traces;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>
/// Plays a trace against the pools of its functions in virtual time, on one thread: days in seconds, and the same
/// decisions for the same input.
/// </summary>
/// <remarks>
/// At one instant calls end first, then starts end, then calls arrive, then pools look at their deadlines; equals go by
/// the function's place in the trace, and spares come before functions. After the last arrival the calls under way run
/// to their end; deadlines are honoured until then and up to the trace's end.
/// </remarks>
public sealed class VirtualRun
{
    /// <summary>Events of spares are numbered up to it, those of functions from it: spares come first.</summary>
    private const long LastOfSpares = 1L << 38;

    private readonly Workload _workload;
    private readonly VirtualRunOptions _options;
    private readonly IStartPlan _starts;
    private readonly SlotPool[] _pools;
    private readonly long[] _armed;
    private readonly EventQueue _queue = new();
    private readonly CallTable _calls = new();
    private readonly SlotTable _slots = new();
    private readonly List<PoolCommand> _commands = [];
    private readonly VirtualAccounts _accounts;
    private readonly VirtualPressure? _pressure;
    private readonly VirtualCompanions? _companions;
    private readonly SpareSlots? _spares;
    private readonly PolicySet _policies;
    private readonly long _startTicks;
    private long _now;
    private long _spareSequence;
    private long _sequence = LastOfSpares;
    private long _arrived;
    private long _events;

    /// <summary>Prepares a run.</summary>
    /// <param name="workload">What to play.</param>
    /// <param name="policies">What decides for every function.</param>
    /// <param name="options">What differs from the usual.</param>
    public VirtualRun(Workload workload, PolicySet policies, VirtualRunOptions options)
        : this(workload, new PolicyBook(policies), options)
    {
    }

    /// <summary>Prepares a run.</summary>
    /// <param name="workload">What to play.</param>
    /// <param name="policies">What decides for which function.</param>
    /// <param name="options">What differs from the usual.</param>
    public VirtualRun(Workload workload, PolicyBook policies, VirtualRunOptions options)
    {
        _workload = workload;
        _policies = policies.Default;
        _options = options;
        _starts = options.Starts ?? new SteadyStarts(workload);
        _startTicks = workload.Trace.Start.UtcTicks;
        _accounts = new VirtualAccounts(workload, _slots);
        _pools = new SlotPool[workload.Functions.Count];
        _armed = new long[_pools.Length];
        Array.Fill(_armed, long.MaxValue);
        for (var i = 0; i < _pools.Length; i++)
        {
            _pools[i] = new SlotPool(
                workload.Functions[i], policies.For(workload.Functions[i]), options.Pools, $"f{i}");
        }

        _pressure = policies.BudgetMegabytes is { } megabytes ? new VirtualPressure(megabytes, _pools) : null;
        _companions = VirtualCompanions.For(_pools, _commands, CarryOut);
        _spares = SpareSlots.For(workload, _pools, _accounts, PushSpare);
    }

    /// <summary>How far the run is. May be asked at any time, from any thread; a little behind.</summary>
    public VirtualProgress Progress => new(Volatile.Read(ref _arrived), _accounts.ColdStarts);

    /// <summary>Plays the trace to its end.</summary>
    /// <param name="cancellationToken">Breaks off; the scorecard then tells what is known so far.</param>
    public SimulatedScorecard Play(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var end = _workload.Trace.Length.Ticks;
        foreach (var call in _workload.Trace.Calls())
        {
            RunUntil(call.At.Ticks);
            if ((_arrived & 4095) == 0 && cancellationToken.IsCancellationRequested)
            {
                return Score(_now, began, interrupted: true);
            }

            Arrive(call);
        }

        while (_calls.Count > 0 || (_queue.Count > 0 && _queue.Next.At <= end))
        {
            Handle(_queue.Pop());
            if (cancellationToken.IsCancellationRequested)
            {
                return Score(Math.Min(_now, end), began, interrupted: true);
            }
        }

        return Score(end, began, interrupted: false);
    }

    /// <summary>Handles what comes before arrivals at an instant: all that is earlier, and ends at it.</summary>
    private void RunUntil(long at)
    {
        while (_queue.Count > 0
            && (_queue.Next.At < at
                || (_queue.Next.At == at && _queue.Next.Kind < VirtualEventKind.Arrival)))
        {
            Handle(_queue.Pop());
        }
    }

    private void Handle(in VirtualEvent next)
    {
        _now = next.At;
        if (SpareSlots.IsTheirs(next))
        {
            _events++;
            _spares!.Handle(next);
            return;
        }

        _pressure?.TellClock(next.Function);
        switch (next.Kind)
        {
            case VirtualEventKind.Completed:
                Complete(next.Item);
                break;
            case VirtualEventKind.Started:
                EndStart(next.Item);
                break;
            case VirtualEventKind.Tick:
                Tick(next.Function);
                break;
            case VirtualEventKind.Arrival:
            default:
                throw new InvalidOperationException($"{next.Kind} in the queue");
        }
    }

    private void Arrive(in TraceCall call)
    {
        _now = call.At.Ticks;
        _events++;
        Volatile.Write(ref _arrived, _arrived + 1);
        var index = _calls.Add(new VirtualCall
        {
            Function = call.Function,
            ArrivedAt = _now,
            Duration = Workload.TicksOf(call),
            Good = call.Good,
        });
        _options.Watcher?.Arrived(call.Function, _calls.IdOf(index));
        var now = Now();
        var deadline = _options.Patience is { } patience ? now + patience : DateTimeOffset.MaxValue;
        _pools[call.Function].Assign(_calls.IdOf(index), deadline, now, _commands);
        CarryOut(call.Function);
        _companions?.Tell(call.Function, now);
    }

    private void Complete(int index)
    {
        _events++;
        ref readonly var call = ref _calls[index];
        var function = call.Function;
        _accounts.Completed(call, _now);
        _pools[function].Complete(_calls.IdOf(index), call.Slot!.Id, !call.Good, Now(), _commands);
        _calls.Remove(index);
        CarryOut(function);
    }

    private void EndStart(int index)
    {
        _events++;
        ref var slot = ref _slots[index];
        var function = slot.Function;
        var pool = _pools[function];
        var id = slot.Slot!.Id;
        if (slot.Outcome.Failure is { } failure)
        {
            if (slot.Outcome.Made)
            {
                pool.SlotCreated(id, slot.Name, CreatedAt(slot));
            }
            else
            {
                _accounts.NeverMade(index);
                _slots.Remove(index);
            }

            pool.SlotFailed(id, failure, Now(), _commands);
        }
        else
        {
            slot.ReadyAt = _now;
            _spares?.CreateTook(slot, CreatedAt(slot), _now);
            pool.SlotCreated(id, slot.Name, CreatedAt(slot));
            pool.SlotReady(id, Now(), _commands);
        }

        CarryOut(function);
    }

    /// <summary>A tick that another one replaced has nothing to do.</summary>
    private void Tick(int function)
    {
        if (_armed[function] != _now)
        {
            return;
        }

        _events++;
        _armed[function] = long.MaxValue;
        _pools[function].Tick(Now(), _commands);
        CarryOut(function);
    }

    /// <summary>Carries out what the pool wants, and what the memory budget wants of others because of it.</summary>
    private void CarryOut(int function)
    {
        Obey(function);
        while (_pressure?.NextVictim(function) is { } victim)
        {
            function = victim;
            _pools[function].ReclaimUnderPressure(Now(), _commands);
            Obey(function);
        }
    }

    /// <summary>Carries out what one pool wants; answers that come at once may make it want more.</summary>
    private void Obey(int function)
    {
        for (var i = 0; i < _commands.Count; i++)
        {
            var command = _commands[i];
            _options.Watcher?.Decided(function, Now(), command);
            switch (command.Kind)
            {
                case PoolCommandKind.Grant:
                    Begin(command);
                    break;
                case PoolCommandKind.Create:
                    Create(function, command.Slot!);
                    break;
                case PoolCommandKind.Destroy:
                    Destroy(function, command.Slot!);
                    break;
                case PoolCommandKind.Reject:
                    Reject(command);
                    break;
                default:
                    throw new InvalidOperationException($"no such command: {command.Kind}");
            }
        }

        _commands.Clear();
        _options.Timelines?.Observe(function, _now, _pools[function]);
        Arm(function);
    }

    /// <summary>Cold: it waited, and for a slot that was not ready when it arrived.</summary>
    private void Begin(in PoolCommand command)
    {
        var index = Place.Of(command.Request.Value);
        var slotIndex = Place.Of(command.Slot!.PlatformSlotId!);
        ref var call = ref _calls[index];
        ref var slot = ref _slots[slotIndex];
        var waited = command.Reason is Reason.ReturnedSlot or Reason.ReadySlot;
        call.Cold = waited && slot.ReadyAt >= call.ArrivedAt;
        call.Slot = command.Slot;
        call.SlotIndex = slotIndex;
        call.GrantedAt = _now;
        if (slot.InUse++ == 0)
        {
            slot.BusySince = _now;
        }

        Push(_now + call.Duration, VirtualEventKind.Completed, call.Function, index);
    }

    private void Create(int function, Slot slot)
    {
        var spareSince = _spares?.Take(function, _now);
        var outcome = spareSince is null
            ? _starts.Outcome(function, _accounts.Created(function))
            : _spares!.WithoutCreate(_starts.Outcome(function, _accounts.SpareTaken(function)));
        var index = _slots.Add(slot, function, spareSince ?? _now, outcome);
        Push(_now + outcome.After.Ticks, VirtualEventKind.Started, function, index);
    }

    private void Destroy(int function, Slot slot)
    {
        _events++;
        var index = Place.Of(slot.PlatformSlotId!);
        _accounts.Destroyed(index, _now);
        _slots.Remove(index);
        _pools[function].SlotDestroyed(slot.Id, Now(), _commands);
    }

    private void Reject(in PoolCommand command)
    {
        var index = Place.Of(command.Request.Value);
        _accounts.Rejected(_calls[index], command.Reason, _now);
        _calls.Remove(index);
    }

    /// <summary>
    /// A deadline that moves away leaves the earlier one armed: that tick does nothing but arm anew. A pool that has
    /// none and nothing left is not woken, as the grain's timer is not.
    /// </summary>
    private void Arm(int function)
    {
        var pool = _pools[function];
        if (pool.NextDeadline is not { } deadline)
        {
            _armed[function] = pool.SlotsCreated == pool.SlotsForgotten ? long.MaxValue : _armed[function];
            return;
        }

        var at = Math.Max(deadline.UtcTicks - _startTicks, _now);
        if (at < _armed[function])
        {
            _armed[function] = at;
            Push(at, VirtualEventKind.Tick, function, item: 0);
        }
    }

    private void Push(long at, VirtualEventKind kind, int function, int item) =>
        _queue.Push(new VirtualEvent(at, VirtualEvent.OrderOf(kind, function, _sequence++), item));

    private void PushSpare(long at, VirtualEventKind kind, int item) =>
        _queue.Push(new VirtualEvent(at, VirtualEvent.OrderOf(kind, function: 0, _spareSequence++), item));

    /// <summary>A spare was made before its pool asked for it; to the pool its create took no time.</summary>
    private DateTimeOffset CreatedAt(in VirtualSlot slot)
    {
        var made = new DateTimeOffset(
            _startTicks + Math.Min(_now, slot.RequestedAt + _workload.Create.Ticks), TimeSpan.Zero);
        return made > slot.Slot!.RequestedAt ? made : slot.Slot.RequestedAt;
    }

    private DateTimeOffset Now() => new(_startTicks + _now, TimeSpan.Zero);

    private SimulatedScorecard Score(long end, long began, bool interrupted)
    {
        List<string> notes = [.. _workload.Trace.Assumptions, .. _policies.Notes];
        if (interrupted)
        {
            notes.Add($"Broken off: {_arrived} of {_workload.Trace.CallCount} calls arrived.");
        }

        _spares?.Close(end);
        _accounts.Close(end, _now);
        var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return _accounts.ToScorecard(_policies.Name, wall, _events, notes);
    }
}
