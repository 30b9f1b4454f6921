using OrleansScaler.Platforms;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// How many creates a silo has under way at a time: noted, sent and not answered. The others have neither a note nor a
/// deadline yet, so that a backlog of thousands leaves nothing behind when the process dies, times out nowhere, and is
/// given up for nothing when its waiters were served otherwise meanwhile. Safe for many threads.
/// </summary>
/// <remarks>
/// As many as the platform has shown that it can take: one more with each that it answers, half as many after a round
/// of which one came too late. Functions take turns, so that one with a thousand starts does not keep the others from
/// their first.
/// </remarks>
/// <param name="bounds">How many.</param>
/// <param name="time">Tells rounds apart.</param>
internal sealed class StartTurns(StartBounds bounds, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Line> _lines = new();
    private readonly Dictionary<object, Line> _byOwner = new(ReferenceEqualityComparer.Instance);
    private int _underWay;
    private int _limit = bounds.First;
    private long _cutAt = long.MinValue;

    /// <summary>Creates under way.</summary>
    public int UnderWay
    {
        get
        {
            lock (_lock)
            {
                return _underWay;
            }
        }
    }

    /// <summary>How many there may be now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }
    }

    /// <summary>Waits until one more may begin. Each turn that is not withdrawn has to be ended.</summary>
    /// <param name="owner">Whose start it is.</param>
    public ValueTask<StartTurn> TakeAsync(object owner)
    {
        lock (_lock)
        {
            if (_underWay < _limit && _lines.Count == 0)
            {
                _underWay++;
                return new ValueTask<StartTurn>(new StartTurn(time.GetTimestamp(), HadToWait: false));
            }

            if (!_byOwner.TryGetValue(owner, out var line))
            {
                line = new Line(owner);
                _byOwner.Add(owner, line);
                _lines.AddLast(line.Place);
            }

            var turn = new TaskCompletionSource<StartTurn>(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Waiting.Enqueue(turn);
            return new ValueTask<StartTurn>(turn.Task);
        }
    }

    /// <summary>A create was answered, or was not made after all.</summary>
    /// <param name="turn">Its turn.</param>
    /// <param name="outcome">What the platform said; null when it was not asked.</param>
    public void End(StartTurn turn, PlatformOutcome? outcome)
    {
        lock (_lock)
        {
            _underWay--;
            if (outcome == PlatformOutcome.Ok)
            {
                _limit = Math.Min(_limit + 1, bounds.Most);
            }
            else if (outcome is PlatformOutcome.TimedOut or PlatformOutcome.Unavailable && turn.At > _cutAt)
            {
                // Those that began before are of the same round, and say nothing of the new limit.
                _limit = Math.Max(_limit / 2, bounds.Fewest);
                _cutAt = time.GetTimestamp();
            }

            Serve();
        }
    }

    /// <summary>The owner ends: those of its starts that still wait are told so.</summary>
    /// <param name="owner">Whose.</param>
    public void Withdraw(object owner)
    {
        lock (_lock)
        {
            if (_byOwner.Remove(owner, out var line))
            {
                _lines.Remove(line.Place);
                foreach (var turn in line.Waiting)
                {
                    turn.SetResult(StartTurn.Withdrawn);
                }
            }
        }
    }

    private void Serve()
    {
        while (_underWay < _limit && _lines.First is { } first)
        {
            var line = first.Value;
            _lines.RemoveFirst();
            var turn = line.Waiting.Dequeue();
            if (line.Waiting.Count > 0)
            {
                _lines.AddLast(first);
            }
            else
            {
                _byOwner.Remove(line.Owner);
            }

            _underWay++;
            turn.SetResult(new StartTurn(time.GetTimestamp(), HadToWait: true));
        }
    }

    private sealed class Line
    {
        public Line(object owner)
        {
            Owner = owner;
            Place = new LinkedListNode<Line>(this);
        }

        public object Owner { get; }

        public LinkedListNode<Line> Place { get; }

        public Queue<TaskCompletionSource<StartTurn>> Waiting { get; } = new();
    }
}
