using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Drives pools through random weather in which they die, and their successors take over. After every event it is
/// demanded that nobody's instance is lent again or destroyed, and that no slot is forgotten. The same variant and seed
/// are the same storm.
/// </summary>
internal sealed partial class DeathStorm
{
    private const int RememberedLines = 40;
    private const int DrainLimit = 1_000_000;
    private const int EventsPerDeath = 60;

    private readonly DeathVariant _variant;
    private readonly int _seed;
    private readonly Random _random;
    private readonly DeathWorld _world = new();
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Sequence)> _queue = new();
    private readonly Queue<string> _lines = new();
    private List<PoolCommand> _commands = [];
    private FakeUseBoard _board = new();
    private FunctionSpec _function;
    private SlotPool _pool;
    private DateTimeOffset _clock = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private long _planned;
    private int _generation;
    private int _widest;
    private bool _isCalm;
    private bool _isAdopted = true;

    public DeathStorm(DeathVariant variant, int seed)
    {
        (_variant, _seed, _random, _widest) = (variant, seed, new Random(seed), variant.Concurrency);
        _function = new FunctionSpec
        {
            Key = new FunctionKey("f"),
            MemoryMegabytes = 512,
            Concurrency = variant.Concurrency,
            Timeout = DeathWorld.Timeout,
        };
        _pool = Born();
    }

    public int Events { get; private set; }

    public int Deaths { get; private set; }

    /// <summary>What was seen to happen, so that a test can demand that all that matters did.</summary>
    public Dictionary<string, int> Seen { get; } = [];

    public DeathStorm Run(int events)
    {
        try
        {
            Later(0, Arrive);
            while (Events < events)
            {
                Step();
            }

            _isCalm = true;
            Drain();
        }
        catch (Exception failure)
        {
            throw new StormException(
                $"variant {_variant.Name}, seed {_seed}, event {Events}: {failure.Message}{Environment.NewLine}"
                + $"{string.Join(Environment.NewLine, _lines)}{Environment.NewLine}{failure.StackTrace}");
        }

        return this;
    }

    private SlotPool Born() => new(
        _function,
        PolicyNames.Find(new PolicyOptions { Name = _variant.Policy }).Required,
        _variant.Options,
        $"s{_generation}")
    {
        Board = _board,
    };

    private void Step()
    {
        var due = _pool.NextDeadline;
        if (!_queue.TryPeek(out _, out var place) || due <= place.At)
        {
            MoveClock(due!.Value);
            EndRuns();
            Happen($"tick", commands => _pool.Tick(_clock, commands));
            Demand(!(_pool.NextDeadline <= _pool.Now), $"still due at {_pool.NextDeadline:O}");
            return;
        }

        MoveClock(place.At);
        EndRuns();
        _queue.Dequeue()();
    }

    private void MoveClock(DateTimeOffset to) => _clock = to > _clock ? to : _clock;

    /// <summary>The platform ends runs at the function's time-out.</summary>
    private void EndRuns()
    {
        foreach (var slot in _world.Standing)
        {
            foreach (var over in slot.Holders.Where(holder => holder.Until <= _clock).ToArray())
            {
                DeathWorld.LetGo(over);
            }
        }
    }

    /// <summary>One event, its commands, and perhaps the pool's death on top.</summary>
    /// <returns>Whether an answer reached its caller.</returns>
    private bool Happen(string line, Action<List<PoolCommand>> happening)
    {
        Events++;
        Note($"{_clock:HH:mm:ss.fffffff} {line}");
        _commands = [];
        happening(_commands);
        foreach (var command in _commands)
        {
            Note($"    {command.Kind} {command.Request} {command.Slot?.Id} {command.Reason}");
            Demand(command.Reason != Reason.None, "a command gives no reason");
            Count(command.Reason.ToString());
            if (command.Kind == PoolCommandKind.Grant)
            {
                _world.CheckGrant(command.Request, command.Slot!, _function.Concurrency);
            }
            else if (command.Kind == PoolCommandKind.Destroy)
            {
                _world.CheckDestroy(command);
            }
        }

        Check();
        var dies = !_isCalm && _isAdopted && _random.Next(EventsPerDeath) == 0;
        var kind = _variant.Deaths[_random.Next(_variant.Deaths.Count)];
        var isObeyed = !dies || kind == DeathKind.HandOver || Chance(0.5);
        if (isObeyed)
        {
            foreach (var command in _commands.ToArray())
            {
                Obey(command);
            }
        }

        if (dies)
        {
            Die(kind);
        }

        return isObeyed;
    }

    private void Check()
    {
        var violations = PoolInvariants.Check(_pool, _widest);
        Demand(violations.Count == 0, string.Join("; ", violations));
        if (_isAdopted)
        {
            var leaked = _world.Standing.FirstOrDefault(slot => _pool.Find(new SlotId(slot.Id)) is null);
            Demand(leaked is null, $"{leaked?.Id} stands and is forgotten");
        }
    }

    private void Drain()
    {
        RunDry();
        if (_pool.Minimum > 0)
        {
            Happen("close", commands => _pool.Close(_clock, commands));
            RunDry();
        }

        Demand(_pool.IsQuiet, "the pool is not quiet");
        Demand(!_world.Standing.Any(), "a slot is left");
        Demand(!_world.Asking.Any(), "a caller has no answer");
    }

    private void RunDry()
    {
        for (var steps = 0; _queue.Count > 0 || _pool.NextDeadline is not null; steps++)
        {
            Demand(steps < DrainLimit, "the pool does not come to rest");
            Step();
        }
    }

    private void Later(double seconds, Action action) =>
        _queue.Enqueue(action, (_clock.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)), _planned++));

    /// <summary>What the driver of one pool does; with the pool, it is gone.</summary>
    private void LaterHere(double seconds, Action action)
    {
        var generation = _generation;
        Later(seconds, () =>
        {
            if (generation == _generation)
            {
                action();
            }
        });
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private double Seconds(double most) => _random.NextDouble() * most;

    private void Count(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;

    private void Note(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > RememberedLines)
        {
            _lines.Dequeue();
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StormException(otherwise);
        }
    }
}
