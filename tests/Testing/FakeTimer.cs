namespace OrleansScaler.Testing;

/// <summary>A timer of <see cref="FakeTimeProvider"/>.</summary>
internal sealed class FakeTimer : ITimer
{
    private readonly FakeTimeProvider _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private long _arming;
    private volatile bool _disposed;

    internal FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
    }

    internal static IComparer<FakeTimer> ByDueTime { get; } = Comparer<FakeTimer>.Create(static (left, right) =>
        left.DueTime != right.DueTime
            ? left.DueTime.CompareTo(right.DueTime)
            : left._arming.CompareTo(right._arming));

    internal DateTimeOffset DueTime { get; private set; }

    /// <summary>Infinite or zero for a timer that fires once.</summary>
    internal TimeSpan Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        Period = period;
        _clock.Arm(this, dueTime);
        if (dueTime == TimeSpan.Zero)
        {
            // Due at once: time need not move for it.
            _clock.RunDue();
        }

        return true;
    }

    public void Dispose()
    {
        Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _disposed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Called under the clock's lock while the timer stands in no list.</summary>
    internal void SetDueTime(DateTimeOffset dueTime, long arming)
    {
        DueTime = dueTime;
        _arming = arming;
    }

    internal void Fire()
    {
        if (!_disposed)
        {
            _callback(_state);
        }
    }
}
