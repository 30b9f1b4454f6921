using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Drives one pool through random weather, in virtual time, and demands after every event what must always hold. The
/// same variant and seed are the same storm.
/// </summary>
internal sealed class Storm
{
    private const int RememberedLines = 25;
    private const int DrainLimit = 1_000_000;

    private static readonly string[] s_policies = ["direct", "pool", "fixed:3s", .. StormVariant.Restful];

    private readonly int _seed;
    private readonly StormVariant _variant;
    private readonly Random _random;
    private readonly StormQueue _queue = new();
    private readonly StormWorld _world;
    private readonly StormModel _model;
    private readonly SlotPool _pool;
    private readonly List<PoolCommand> _commands = [];
    private readonly Queue<string> _lines = new();
    private DateTimeOffset _clock = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private int _widest;

    public Storm(StormVariant variant, int seed)
    {
        (_variant, _seed) = (variant, seed);
        _random = new Random(seed);
        _world = new StormWorld(_random, _queue, variant.FailureShare);
        _widest = variant.Concurrency;
        var function = new FunctionSpec
        {
            Key = new FunctionKey("f"),
            MemoryMegabytes = 512,
            Concurrency = variant.Concurrency,
            Timeout = TimeSpan.FromSeconds(30),
        };
        _model = new StormModel(function, variant.Options);
        _pool = new SlotPool(function, Policies(variant.Policy), variant.Options, "s");
    }

    public int Events { get; private set; }

    /// <summary>Stands for every command in order: equal storms have equal prints.</summary>
    public ulong Print { get; private set; } = 14_695_981_039_346_656_037;

    public HashSet<Reason> Reasons { get; } = [];

    /// <summary>Runs until that many events have happened, and then until the pool is empty.</summary>
    public Storm Run(int events)
    {
        try
        {
            _queue.Add(_clock, new StormEvent(StormEventKind.Arrival));
            while (Events < events)
            {
                Step();
            }

            _world.CalmDown();
            Drain();
            DemandEnd();
        }
        catch (Exception failure)
        {
            var last = string.Join(Environment.NewLine, _lines);
            throw new StormException(
                $"variant {_variant.Name}, seed {_seed}, event {Events}: {failure.Message}"
                + $"{Environment.NewLine}{last}{Environment.NewLine}{failure.StackTrace}");
        }

        return this;
    }

    private static PolicySet Policies(string name) => PolicyNames.Find(new PolicyOptions { Name = name }).Required;

    private void Step()
    {
        var due = _pool.NextDeadline;
        var planned = _queue.NextAt;
        var isTimerLate = planned is not null && _random.Next(10) == 0;
        if (due is not null && (planned is null || due <= planned) && !isTimerLate)
        {
            MoveClock(due.Value);
            Tick();
            return;
        }

        MoveClock(planned!.Value);
        if (!_world.IsCalm && _random.Next(300) == 0)
        {
            _clock += TimeSpan.FromSeconds(_random.Next(120));
        }

        Happen(_queue.Take());
    }

    private void MoveClock(DateTimeOffset to) => _clock = to > _clock ? to : _clock;

    /// <summary>The time as the pool is told it: at times the clock has gone back.</summary>
    private DateTimeOffset Told() => _random.Next(100) == 0 ? _clock.AddSeconds(-_random.Next(30)) : _clock;

    private void Tick()
    {
        Begin($"tick at {_clock:O}", _clock);
        _model.Expire();
        _pool.Tick(_clock, _commands);
        End();
        _model.DemandPunctuality();
        Demand(!(_pool.NextDeadline <= _pool.Now), $"still due at {_pool.NextDeadline:O}");
    }

    private void Happen(StormEvent planned)
    {
        switch (planned.Kind)
        {
            case StormEventKind.Arrival:
                Arrive();
                break;
            case StormEventKind.Assign:
                Assign(planned.Id);
                break;
            case StormEventKind.Change:
                Change();
                break;
            case StormEventKind.Close:
                Begin("close", _clock);
                _pool.Close(_clock, _commands);
                End();
                break;
            case StormEventKind.Complete or StormEventKind.Abandon:
                OnCaller(planned);
                break;
            default:
                OnPlatform(planned);
                break;
        }
    }

    private void Arrive()
    {
        if (_world.IsCalm)
        {
            return;
        }

        _queue.Add(_clock + _world.NextGap(), new StormEvent(StormEventKind.Arrival));
        if (_variant.Changes && _random.Next(50) == 0)
        {
            _queue.Add(_clock, new StormEvent(StormEventKind.Change));
        }

        var id = _world.NextRequest();
        Assign(id);
        _world.OnArrival(id, _clock);
    }

    private void Assign(string id)
    {
        var (now, deadline) = (Told(), _clock + _world.NextPatience());
        Begin($"assign {id} until {deadline:O}", now);
        var expected = _model.Expect(id, deadline);
        var result = _pool.Assign(new RequestId(id), deadline, now, _commands);
        End();
        _model.Confirm(id, expected, result);
    }

    private void OnCaller(StormEvent planned)
    {
        var now = Told();
        Begin($"{planned.Kind} {planned.Id} {planned.Slot} bad: {planned.IsBad}", now);
        if (planned.Kind == StormEventKind.Abandon)
        {
            Agree(_model.Abandon(planned.Id), _pool.Abandon(new RequestId(planned.Id), now, _commands));
        }
        else
        {
            var slot = new SlotId(planned.Slot);
            Agree(
                _model.Complete(planned.Id, planned.Slot),
                _pool.Complete(new RequestId(planned.Id), slot, planned.IsBad, now, _commands));
        }

        End();
    }

    private void OnPlatform(StormEvent planned)
    {
        var (now, slot) = (Told(), new SlotId(planned.Id));
        Begin($"{planned.Kind} {planned.Id} {planned.Failure}", now, planned.Kind != StormEventKind.Created);
        switch (planned.Kind)
        {
            case StormEventKind.Created:
                Agree(_model.Created(planned.Id), _pool.SlotCreated(slot, $"platform-{planned.Id}", now));
                break;
            case StormEventKind.Ready:
                Agree(_model.Ready(planned.Id), _pool.SlotReady(slot, now, _commands));
                break;
            case StormEventKind.Failed:
                Agree(_model.Failed(planned.Id), _pool.SlotFailed(slot, planned.Failure, now, _commands));
                break;
            case StormEventKind.Destroyed:
                Agree(_model.Destroyed(planned.Id), _pool.SlotDestroyed(slot, now, _commands));
                break;
            case StormEventKind.DestroyFailed:
                Agree(_model.DestroyFailed(planned.Id), _pool.DestroyFailed(slot, now));
                break;
            default:
                throw new StormException($"no platform says {planned.Kind}");
        }

        End();
    }

    private void Change()
    {
        if (_random.Next(3) == 0)
        {
            var policy = s_policies[_random.Next(s_policies.Length)];
            Begin($"UsePolicies {policy}", _clock);
            _pool.UsePolicies(Policies(policy), _clock, _commands);
            End();
            return;
        }

        var function = _pool.Function with
        {
            MemoryMegabytes = _random.Next(3) == 0 ? 256 : 512,
            Concurrency = _random.Next(1, 5),
            Timeout = TimeSpan.FromSeconds(_random.Next(4) * 10),
        };
        _widest = Math.Max(_widest, function.Concurrency);
        Begin($"declare {function}", _clock);
        _model.Function = function;
        _pool.Redeclare(function, _clock, _commands);
        End();
    }

    /// <param name="line">What happens.</param>
    /// <param name="now">When the pool is told that it does.</param>
    /// <param name="isTold">False of a fact that the pool decides nothing about: its clock does not move on.</param>
    private void Begin(string line, DateTimeOffset now, bool isTold = true)
    {
        Events++;
        _commands.Clear();
        Note($"{now:HH:mm:ss.fffffff} {line}");
        if (isTold)
        {
            _model.Advance(now);
        }
    }

    private void End()
    {
        foreach (var command in _commands)
        {
            var line = $"    {command.Kind} {command.Request} {command.Slot?.Id} {command.Reason}";
            Note(line);
            Demand(command.Reason != Reason.None, "a command gives no reason");
            Reasons.Add(command.Reason);
            foreach (var letter in line)
            {
                Print = (Print ^ letter) * 1_099_511_628_211;
            }

            _model.Obey(command);
            _world.OnCommand(command, _clock);
        }

        var violations = PoolInvariants.Check(_pool, _widest);
        Demand(violations.Count == 0, string.Join("; ", violations));
        var live = _pool.SlotsCreated - _pool.SlotsForgotten;
        Demand(live == _model.SlotCount, $"the pool counts {live} slots, an onlooker {_model.SlotCount}");
    }

    /// <summary>Nobody calls any more: what is left ends, and only the minimum stays.</summary>
    private void Drain()
    {
        RunDry();
        var minimum = _pool.Minimum;
        Demand(_model.HasEnded, "a request has not ended");
        Demand(_pool.Snapshot.Idle == minimum && _model.SlotCount == minimum, $"{_model.SlotCount} slots stay");
        if (minimum > 0)
        {
            Happen(new StormEvent(StormEventKind.Close));
            RunDry();
        }
    }

    private void RunDry()
    {
        for (var steps = 0; _queue.Count > 0 || _pool.NextDeadline is not null; steps++)
        {
            Demand(steps < DrainLimit, "the pool does not come to rest");
            Step();
        }
    }

    private void DemandEnd()
    {
        Demand(_pool.IsQuiet, "the pool is not quiet");
        Demand(_pool.SlotsCreated == _pool.SlotsForgotten, "a slot is left");
        Demand(_pool.SlotsCreated > 0, "nothing happened");
    }

    private void Note(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > RememberedLines)
        {
            _lines.Dequeue();
        }
    }

    private static void Agree<T>(T model, T pool) =>
        Demand(EqualityComparer<T>.Default.Equals(model, pool), $"the pool says {pool}, an onlooker {model}");

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StormException(otherwise);
        }
    }
}
