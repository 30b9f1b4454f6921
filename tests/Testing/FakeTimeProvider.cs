namespace OrleansScaler.Testing;

/// <summary>
/// A clock that moves only when told. Timers fire on the thread that advances it, in order of their due times, each
/// at exactly its own instant; timers with the same due time fire in the order in which they were armed.
/// </summary>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<FakeTimer> _armed = new(FakeTimer.ByDueTime);
    private DateTimeOffset _now;
    private long _armings;
    private bool _held;

    public FakeTimeProvider()
        : this(new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public FakeTimeProvider(DateTimeOffset start)
    {
        Start = start;
        _now = start;
    }

    public DateTimeOffset Start { get; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait for their due time.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <summary>The due time of the timer that fires next; none when no timer is armed.</summary>
    public DateTimeOffset? NextDueTime
    {
        get
        {
            lock (_gate)
            {
                return _armed.Min?.DueTime;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        RunUntil(GetUtcNow() + delta);
    }

    public void SetUtcNow(DateTimeOffset value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, GetUtcNow());
        RunUntil(value);
    }

    /// <summary>
    /// Moves to an instant and fires what is due before it. What is due at it is held back until
    /// <see cref="FireNext"/>, so that a test can let other things happen first at that very instant.
    /// </summary>
    public void Reach(DateTimeOffset value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, GetUtcNow());
        Volatile.Write(ref _held, true);
        while (TakeDue(value, alsoAt: false) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>Fires the first timer that is due by now.</summary>
    /// <returns>False when none is.</returns>
    public bool FireNext()
    {
        var due = TakeDue(GetUtcNow());
        due?.Fire();
        return due is not null;
    }

    /// <summary>
    /// Fires what is due now, unless it is held back. Another thread may move the clock on meanwhile; that is no error.
    /// </summary>
    internal void RunDue()
    {
        if (!Volatile.Read(ref _held))
        {
            RunUntil(GetUtcNow());
        }
    }

    internal void Arm(FakeTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.SetDueTime(_now + dueTime, ++_armings);
                _armed.Add(timer);
            }
        }
    }

    private void RunUntil(DateTimeOffset limit)
    {
        Volatile.Write(ref _held, false);
        while (TakeDue(limit) is { } due)
        {
            due.Fire();
        }
    }

    private FakeTimer? TakeDue(DateTimeOffset limit, bool alsoAt = true)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } first || first.DueTime > limit || (first.DueTime == limit && !alsoAt))
            {
                _now = limit > _now ? limit : _now;
                return null;
            }

            _armed.Remove(first);
            _now = first.DueTime > _now ? first.DueTime : _now;
            if (first.Period > TimeSpan.Zero)
            {
                first.SetDueTime(_now + first.Period, ++_armings);
                _armed.Add(first);
            }

            return first;
        }
    }
}
