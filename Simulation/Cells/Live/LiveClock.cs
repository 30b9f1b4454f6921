namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// Drives a cell's agenda by a real clock. Everything that touches the cell goes through <see cref="Do{T}"/>, one at a
/// time: it first lets happen what is due by now, and one timer waits for what is due next. The agenda's time is
/// counted from the start and never summed up, so that late timers do not add up.
/// </summary>
internal sealed class LiveClock : IDisposable
{
    /// <summary>What a timer can be asked for; less would be no wait at all, and the timer would spin.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Far from the longest wait of a timer; it is armed again then.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _speed;
    private readonly long _started;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the clock.</summary>
    /// <param name="time">The real clock.</param>
    /// <param name="speed">Time of the agenda that goes by in one of the clock's.</param>
    public LiveClock(TimeProvider time, double speed)
    {
        _time = time;
        _speed = speed;
        _started = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What will happen. Only inside of <see cref="Do{T}"/>.</summary>
    public CellAgenda Agenda { get; } = new();

    /// <summary>The date, for answers that have one.</summary>
    public DateTimeOffset Date => _time.GetUtcNow();

    /// <summary>Fails when something in the agenda did: a bug of ours. It never ends otherwise.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Does something to the cell, now.</summary>
    /// <param name="work">What; it must not wait.</param>
    public T Do<T>(Func<T> work)
    {
        lock (_lock)
        {
            CatchUp();
            try
            {
                return work();
            }
            finally
            {
                CatchUp();
                Arm();
            }
        }
    }

    /// <summary>As <see cref="Do{T}"/>.</summary>
    public void Do(Action work) => Do(() =>
    {
        work();
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        try
        {
            Do(() => { });
        }
#pragma warning disable CA1031 // Kept for whoever waits for the run: on a timer's thread it would end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _broken.TrySetException(exception);
        }
    }

    private long Wall() => (long)(_time.GetElapsedTime(_started).Ticks * _speed);

    private void CatchUp() => Agenda.RunTo(Math.Max(Wall(), Agenda.Now));

    private void Arm()
    {
        if (Agenda.Next is not { } next)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Rounded up to whole milliseconds: a timer counts those, and one that comes too soon comes in vain.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling((next - Wall()) / _speed / TimeSpan.TicksPerMillisecond));
        _timer.Change(wait < s_tick ? s_tick : wait > s_longest ? s_longest : wait, Timeout.InfiniteTimeSpan);
    }
}
