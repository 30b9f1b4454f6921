using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Fencing;

/// <summary>A machine's clocks: timestamps and timers that the test moves, and a wall clock that can be set.</summary>
internal sealed class TwoClocks : TimeProvider
{
    private readonly FakeTimeProvider _steady = new();

    public TimeSpan WallAhead { get; set; }

    public override long TimestampFrequency => _steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _steady.GetUtcNow() + WallAhead;

    public override long GetTimestamp() => _steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _steady.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => _steady.Advance(by);
}
