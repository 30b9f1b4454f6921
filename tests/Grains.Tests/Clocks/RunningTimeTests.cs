using OrleansScaler.Grains.Clocks;
using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Clocks;

public sealed class RunningTimeTests
{
    private readonly FakeTimeProvider _fake = new();
    private readonly SettableClock _clock;

    public RunningTimeTests() => _clock = new SettableClock(_fake);

    [Fact]
    public void GetUtcNow_AtFirst_IsTheTimeOfDay()
    {
        _clock.SetBy = TimeSpan.FromDays(3);

        Assert.Equal(_fake.Start + TimeSpan.FromDays(3), new RunningTime(_clock).GetUtcNow());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void GetUtcNow_ClockIsSet_GoesOnAsBefore(int hours)
    {
        var time = new RunningTime(_clock);
        _fake.Advance(TimeSpan.FromSeconds(5));

        _clock.SetBy = TimeSpan.FromHours(hours);
        _fake.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(_fake.Start + TimeSpan.FromSeconds(10), time.GetUtcNow());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Timer_ClockIsSet_IsInTime(int hours)
    {
        var time = new RunningTime(_clock);
        var ticks = 0;
        using var timer = time.CreateTimer(_ => ticks++, null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        _clock.SetBy = TimeSpan.FromHours(hours);
        _fake.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Equal(0, ticks);
        _fake.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(1, ticks);
    }
}
