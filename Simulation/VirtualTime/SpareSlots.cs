using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>
/// The spare pools of a run, one for each memory size. A size goes by the first function that has it. Its events are
/// told from those of functions by an item below 0.
/// </summary>
internal sealed class SpareSlots
{
    private const int NoSize = -1;

    private readonly Workload _workload;
    private readonly VirtualAccounts _accounts;
    private readonly Action<long, VirtualEventKind, int> _push;
    private readonly long _startTicks;
    private readonly int[] _sizes;
    private readonly SlotPool[] _takers;
    private readonly SparePool?[] _pools;
    private readonly long[] _armed;
    private readonly List<(int Size, Spare Spare)> _underWay = [];
    private readonly Stack<int> _free = new();
    private readonly List<SpareCommand> _commands = [];

    private SpareSlots(
        Workload workload, SlotPool[] takers, VirtualAccounts accounts, Action<long, VirtualEventKind, int> push)
    {
        _takers = takers;
        _workload = workload;
        _accounts = accounts;
        _push = push;
        _startTicks = workload.Trace.Start.UtcTicks;
        _sizes = new int[workload.Functions.Count];
        _pools = new SparePool?[_sizes.Length];
        _armed = new long[_sizes.Length];
        Array.Fill(_armed, long.MaxValue);
        var firsts = new Dictionary<double, int>();
        for (var i = 0; i < _sizes.Length; i++)
        {
            var memory = workload.Functions[i].MemoryMegabytes;
            if (takers[i].Policies.Spares is { } policy && firsts.TryAdd(memory, i))
            {
                _pools[i] = new SparePool(memory, policy, VirtualRunOptions.WideBounds, $"spare{i}");
            }

            _sizes[i] = firsts.GetValueOrDefault(memory, NoSize);
        }
    }

    /// <summary>Null where no pool's policies want spares: such a run pays nothing.</summary>
    /// <param name="workload">What is played.</param>
    /// <param name="takers">The run's pools, by function. Of a size the first that wants spares says how many.</param>
    /// <param name="accounts">The run's books.</param>
    /// <param name="push">Puts an event of these into the run's queue: when, what, and the item.</param>
    public static SpareSlots? For(
        Workload workload, SlotPool[] takers, VirtualAccounts accounts, Action<long, VirtualEventKind, int> push) =>
        Array.Exists(takers, pool => pool.Policies.Spares is not null)
            ? new SpareSlots(workload, takers, accounts, push)
            : null;

    public static bool IsTheirs(in VirtualEvent happened) => happened.Item < 0;

    public void Handle(in VirtualEvent happened)
    {
        var item = ~happened.Item;
        if (happened.Kind == VirtualEventKind.Started)
        {
            var (size, spare) = _underWay[item];
            _underWay[item] = default;
            _free.Push(item);
            _pools[size]!.Made(spare, At(happened.At), _commands);
            CarryOut(size, happened.At);
        }
        else if (_armed[item] == happened.At)
        {
            _armed[item] = long.MaxValue;
            _pools[item]!.Tick(At(happened.At), _commands);
            CarryOut(item, happened.At);
        }
    }

    /// <summary>A function wants a slot.</summary>
    /// <returns>Since when the spare that it gets is paid for; null when there is none.</returns>
    public long? Take(int function, long now)
    {
        if (_takers[function].Policies.Spares is null)
        {
            return null;
        }

        var size = _sizes[function];
        var spare = _pools[size]!.Take(At(now), _commands);
        CarryOut(size, now);
        return spare is null ? null : Ticks(spare);
    }

    /// <summary>How a start ends that finds its slot made: sooner; a failure leaves the slot behind.</summary>
    public StartOutcome WithoutCreate(StartOutcome outcome)
    {
        var init = outcome.After - _workload.Create;
        return outcome with { After = init > TimeSpan.Zero ? init : TimeSpan.Zero, Made = true };
    }

    /// <summary>A slot is ready; unless it had been a spare, its create says how long one takes.</summary>
    public void CreateTook(in VirtualSlot slot, DateTimeOffset createdAt, long now)
    {
        var create = createdAt - slot.Slot!.RequestedAt;
        if (create > TimeSpan.Zero && _takers[slot.Function].Policies.Spares is not null)
        {
            _pools[_sizes[slot.Function]]!.CreateTook(create, At(now), _commands);
            CarryOut(_sizes[slot.Function], now);
        }
    }

    /// <summary>Charges the spares that are alive.</summary>
    public void Close(long end)
    {
        for (var size = 0; size < _pools.Length; size++)
        {
            foreach (var spare in _pools[size]?.Spares ?? [])
            {
                _accounts.SpareCharged(size, Ticks(spare), end);
            }
        }
    }

    private void CarryOut(int size, long now)
    {
        foreach (var (kind, spare, _) in _commands)
        {
            if (kind == SpareCommandKind.Create)
            {
                _accounts.SpareCreated(size);
                _push(now + _workload.Create.Ticks, VirtualEventKind.Started, ~Place(size, spare));
            }
            else
            {
                _accounts.SpareDestroyed(size, Ticks(spare), now);
            }
        }

        _commands.Clear();
        Arm(size, now);
    }

    private int Place(int size, Spare spare)
    {
        if (_free.TryPop(out var place))
        {
            _underWay[place] = (size, spare);
            return place;
        }

        _underWay.Add((size, spare));
        return _underWay.Count - 1;
    }

    /// <summary>A deadline that moves away leaves the earlier one armed: that tick does nothing but arm anew.</summary>
    private void Arm(int size, long now)
    {
        if (_pools[size]!.NextDeadline is not { } deadline)
        {
            return;
        }

        var at = Math.Max(deadline.UtcTicks - _startTicks, now);
        if (at < _armed[size])
        {
            _armed[size] = at;
            _push(at, VirtualEventKind.Tick, ~size);
        }
    }

    private long Ticks(Spare spare) => spare.RequestedAt.UtcTicks - _startTicks;

    private DateTimeOffset At(long ticks) => new(_startTicks + ticks, TimeSpan.Zero);
}
