using OrleansScaler.Scheduling.Budgets;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Drives the pools of several functions under one memory budget through random weather, and demands after every event
/// that the budget holds unless no idle slot may go. The same policy and seed are the same storm.
/// </summary>
internal sealed class BudgetStorm
{
    private const double MaximumMegabytes = 2_048;

    private static readonly double[] s_sizes = [128, 200.5, 512, 512, 1_024];

    private readonly Random _random;
    private readonly string _origin;
    private readonly MemoryBudget _budget = new(MaximumMegabytes);
    private readonly SlotPool[] _pools;
    private readonly List<(int Pool, RequestId Request, SlotId Slot)> _holders = [];
    private readonly List<(int Pool, SlotId Slot)> _starting = [];
    private readonly List<(int Pool, SlotId Slot)> _retiring = [];
    private readonly List<PoolCommand> _commands = [];
    private DateTimeOffset _now = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private int _requests;

    public BudgetStorm(string policy, int seed)
    {
        _origin = $"policy {policy}, seed {seed}";
        _random = new Random(seed);
        var set = PolicyNames.Find(policy, new PolicyOptions()).Required;
        _pools =
        [
            .. s_sizes.Select((size, i) => new SlotPool(
                new FunctionSpec
                {
                    Key = new FunctionKey($"f{i}"),
                    MemoryMegabytes = size,
                    Concurrency = 1 + (i % 2),
                    Timeout = TimeSpan.FromHours(1),
                },
                set,
                new PoolOptions { MinimumSlots = i == 0 ? 1 : 0 },
                $"f{i}")),
        ];
        foreach (var _ in _pools)
        {
            _budget.Join("member");
        }
    }

    /// <summary>Slots that the budget took.</summary>
    public int Reclaimed { get; private set; }

    /// <summary>Events after which more was held than there is, because everything was in use.</summary>
    public int Exceeded { get; private set; }

    public BudgetStorm Run(int events)
    {
        for (var i = 0; i < events; i++)
        {
            _now += TimeSpan.FromMilliseconds(_random.Next(400));
            var pool = Happen();
            Obey(pool);
            Settle(pool);
            Demand();
        }

        return this;
    }

    /// <summary>One event of one pool, whose number it returns.</summary>
    private int Happen() => _random.Next(8) switch
    {
        < 3 => Assign(),
        < 5 when _holders.Count > 0 => Complete(Take(_holders)),
        5 when _starting.Count > 0 => EndStart(Take(_starting)),
        6 when _retiring.Count > 0 => EndDestroy(Take(_retiring)),
        _ => Tick(),
    };

    private int Assign()
    {
        var pool = _random.Next(_pools.Length);
        var id = new RequestId($"r{++_requests}");
        _pools[pool].ReclaimClock = _budget.Clock;
        _pools[pool].Assign(id, _now.AddSeconds(1 + _random.Next(20)), _now, _commands);
        return pool;
    }

    private int Complete((int Pool, RequestId Request, SlotId Slot) held)
    {
        var pool = _pools[held.Pool];
        pool.ReclaimClock = _budget.Clock;
        pool.Complete(held.Request, held.Slot, _random.Next(20) == 0, _now, _commands);
        return held.Pool;
    }

    private int EndStart((int Pool, SlotId Slot) start)
    {
        var pool = _pools[start.Pool];
        pool.ReclaimClock = _budget.Clock;
        pool.SlotCreated(start.Slot, $"platform-{start.Slot}", _now);
        if (_random.Next(10) == 0)
        {
            pool.SlotFailed(start.Slot, StartFailure.Transient, _now, _commands);
        }
        else
        {
            pool.SlotReady(start.Slot, _now, _commands);
        }

        return start.Pool;
    }

    private int EndDestroy((int Pool, SlotId Slot) destroy)
    {
        _pools[destroy.Pool].SlotDestroyed(destroy.Slot, _now, _commands);
        return destroy.Pool;
    }

    private int Tick()
    {
        var pool = _random.Next(_pools.Length);
        _pools[pool].Tick(_now, _commands);
        return pool;
    }

    private void Obey(int pool)
    {
        foreach (var command in _commands)
        {
            switch (command.Kind)
            {
                case PoolCommandKind.Create:
                    _starting.Add((pool, command.Slot!.Id));
                    break;
                case PoolCommandKind.Destroy:
                    _retiring.Add((pool, command.Slot!.Id));
                    break;
                case PoolCommandKind.Grant:
                    _holders.Add((pool, command.Request, command.Slot!.Id));
                    break;
                case PoolCommandKind.Reject:
                default:
                    break;
            }
        }

        _commands.Clear();
    }

    private void Settle(int pool)
    {
        var clock = _budget.Clock;
        Report(pool);
        while (_budget.NextVictim() is { } victim)
        {
            var worth = _pools[victim].ReclaimPriority;
            var least = _pools.Min(other => other.ReclaimPriority);
            Demand(worth == least, $"f{victim} gives up what is worth {worth}; the least is {least}");
            Demand(_pools[victim].ReclaimUnderPressure(_now, _commands), $"f{victim} has nothing to give");
            Reclaimed++;
            Obey(victim);
            Report(victim);
        }

        Demand(_budget.Clock >= clock, $"the clock goes back from {clock} to {_budget.Clock}");
    }

    private void Report(int pool) => _budget.Report(pool, _pools[pool].LiveMegabytes, _pools[pool].ReclaimPriority);

    private void Demand()
    {
        var live = _pools.Sum(pool => pool.LiveMegabytes);
        Demand(Math.Abs(live - _budget.LiveMegabytes) < 1e-6, $"{live} MB live, {_budget.LiveMegabytes} counted");
        var mayGo = _pools.Count(pool => pool.ReclaimPriority is not null);
        Demand(live <= MaximumMegabytes + 1e-6 || mayGo == 0, $"{live} MB live though {mayGo} could give up a slot");
        Exceeded += live > MaximumMegabytes ? 1 : 0;
        foreach (var pool in _pools)
        {
            var violations = PoolInvariants.Check(pool);
            Demand(violations.Count == 0, string.Join("; ", violations));
        }
    }

    private T Take<T>(List<T> list)
    {
        var place = _random.Next(list.Count);
        var taken = list[place];
        list.RemoveAt(place);
        return taken;
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StormException($"{_origin}, at {_now:O}: {otherwise}");
        }
    }
}
