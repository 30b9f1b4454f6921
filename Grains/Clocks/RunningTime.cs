namespace OrleansScaler.Grains.Clocks;

/// <summary>
/// The time of day at the start, and what has passed since by the clock that nobody sets. When the machine's own is set
/// an hour on or back, nothing here is late or early by an hour: no slot is reclaimed in a wave or kept, no caller is
/// sent away or left waiting. Instants of one process compare with each other; those of another, and of before a
/// restart, only as well as the two wall clocks agreed.
/// </summary>
/// <remarks>
/// Timers run by the same clock as they do anyway. It drifts from a wall clock that is set by steps; so does whoever
/// shows its instants to people.
/// </remarks>
public sealed class RunningTime : TimeProvider
{
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _start;
    private readonly long _began;

    /// <summary>Begins at what the clock says now.</summary>
    /// <param name="clock">Is asked for the time of day once, and for timestamps and timers from then on.</param>
    public RunningTime(TimeProvider clock)
    {
        _clock = clock;
        _start = clock.GetUtcNow();
        _began = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _clock.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => _clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + _clock.GetElapsedTime(_began);

    /// <inheritdoc/>
    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _clock.CreateTimer(callback, state, dueTime, period);
}
