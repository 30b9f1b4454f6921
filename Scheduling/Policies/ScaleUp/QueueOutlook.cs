using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>
/// What the slots that run and those under way will have served by the time at which a new slot would be as good: each
/// returned or ready place takes one waiter after the other.
/// </summary>
internal readonly ref struct QueueOutlook
{
    /// <summary>Instants looked at one by one, oldest first; the others count as new. Bounds the cost.</summary>
    private const int LookedAt = 64;

    /// <summary>
    /// Calls one place is trusted with while no execution has ended, nor lasted longer than the tolerance: a burst of
    /// short calls needs no more than half as many slots, and one of long calls waits for the other half only once.
    /// </summary>
    private const long CallsOnTrust = 2;

    private readonly PoolSnapshot _pool;
    private readonly long _start;
    private readonly long _tolerance;
    private readonly long _execution;
    private readonly long _mostCalls;
    private readonly bool _isExecutionKnown;

    /// <param name="pool">The pool as it is now.</param>
    /// <param name="start">How long a new slot takes, more than 0.</param>
    /// <param name="tolerance">How much longer a waiter may wait than for a slot of its own.</param>
    public QueueOutlook(in PoolSnapshot pool, TimeSpan start, TimeSpan tolerance)
    {
        _pool = pool;
        _start = start.Ticks;
        _tolerance = tolerance.Ticks;
        _isExecutionKnown = pool.Statistics.Executions.Mean is not null;
        _execution = Math.Max(1, (pool.Statistics.Executions.Mean ?? tolerance).Ticks);
        _mostCalls = _isExecutionKnown ? long.MaxValue : 1;
        if (!_isExecutionKnown && (OldestAge(pool.RunningSince) ?? 0) < _tolerance)
        {
            _mostCalls = CallsOnTrust;
        }
    }

    private long Horizon => _start + _tolerance;

    /// <summary>Calls that one place of a new slot serves in time: one when it is ready, then the next.</summary>
    /// <remarks>Start 1.1 s, tolerance 55 ms, execution 10 ms: 1 + ⌊55 / 10⌋ = 6.</remarks>
    public double CallsOfNewPlace => CallsFrom(_start);

    /// <summary>Time until the oldest slot under way should be ready; the start of a new one while none is.</summary>
    public TimeSpan NextReady
    {
        get
        {
            var left = OldestAge(_pool.StartingSince) is { } age ? StartLeft(age) : null;
            return TimeSpan.FromTicks(left ?? _start);
        }
    }

    /// <summary>Waiters that will have been served in time by what there is; counted no further than asked.</summary>
    /// <param name="wanted">How many are enough to know.</param>
    public double Served(double wanted)
    {
        var places = _pool.Function.Concurrency;
        var running = Served(_pool.RunningSince, _pool.InUse, wanted, isStart: false);
        var rest = (wanted - running) / places;
        return running + (places * Served(_pool.StartingSince, _pool.Starting, rest, isStart: true));
    }

    /// <summary>
    /// The same by one kind of place. Those not looked at are younger than the last one that was, and count as it does,
    /// or as new where that is less.
    /// </summary>
    private double Served(IReadOnlyCollection<DateTimeOffset> places, int count, double wanted, bool isStart)
    {
        var (served, seen, last) = (0.0, 0, double.MaxValue);
        foreach (var since in places)
        {
            if (served >= wanted || seen == LookedAt)
            {
                break;
            }

            last = (isStart ? StartLeft(Age(since)) : ExecutionLeft(Age(since))) is { } left ? CallsFrom(left) : 0;
            served += last;
            seen++;
        }

        return served + (Math.Max(0, count - seen) * Math.Min(last, CallsFrom(isStart ? _start : _execution)));
    }

    private long? OldestAge(IReadOnlyCollection<DateTimeOffset> instants)
    {
        foreach (var since in instants)
        {
            return Age(since);
        }

        return null;
    }

    private long Age(DateTimeOffset since) => Math.Max(0, (_pool.Now - since).Ticks);

    private double CallsFrom(long free) =>
        free > Horizon ? 0 : Math.Min(_mostCalls, 1 + ((Horizon - free) / _execution));

    /// <summary>What took longer than anything before is expected to take as much longer again.</summary>
    private long? ExecutionLeft(long age)
    {
        if (!_isExecutionKnown)
        {
            return age < _tolerance ? _tolerance - age : null;
        }

        var executions = _pool.Statistics.Executions;
        return executions.MeanResidual(TimeSpan.FromTicks(age))?.Ticks ?? age - executions.Maximum!.Value.Ticks;
    }

    private long? StartLeft(long age)
    {
        var starts = _pool.Statistics.Starts;
        return starts.Maximum is { } longest
            ? starts.MeanResidual(TimeSpan.FromTicks(age))?.Ticks ?? age - longest.Ticks
            : Math.Abs(_start - age);
    }
}
