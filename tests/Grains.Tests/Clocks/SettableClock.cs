using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Clocks;

/// <summary>A machine's clocks: somebody may set the time of day; timestamps and timers go on as they did.</summary>
internal sealed class SettableClock(FakeTimeProvider clock) : TimeProvider
{
    /// <summary>How far the time of day was set on.</summary>
    public TimeSpan SetBy { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + SetBy;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
