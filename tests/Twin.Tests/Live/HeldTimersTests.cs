using OrleansScaler.Testing;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>What lets a story have its calls before the timers of the same instant.</summary>
public sealed class HeldTimersTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Reach_TimersBeforeAndAtTheInstant_FiresTheEarlierOnes()
    {
        using var early = TimerIn(seconds: 1, "early");
        using var due = TimerIn(seconds: 2, "due");

        _clock.Reach(_clock.Start.AddSeconds(2));

        Assert.Equal(["early"], _fired);
        Assert.Equal(_clock.Start.AddSeconds(2), _clock.GetUtcNow());
    }

    [Fact]
    public void FireNext_SeveralAreDue_FiresOneAtATimeInOrder()
    {
        using var first = TimerIn(seconds: 2, "first");
        using var second = TimerIn(seconds: 2, "second");
        using var later = TimerIn(seconds: 3, "later");
        _clock.Reach(_clock.Start.AddSeconds(2));

        Assert.True(_clock.FireNext());
        Assert.Equal(["first"], _fired);
        Assert.True(_clock.FireNext());
        Assert.False(_clock.FireNext());
        Assert.Equal(["first", "second"], _fired);
    }

    [Fact]
    public void CreateTimer_DueAtOnceWhileHeld_WaitsItsTurn()
    {
        using var due = TimerIn(seconds: 2, "due");
        _clock.Reach(_clock.Start.AddSeconds(2));

        using var atOnce = TimerIn(seconds: 0, "at once");
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["due", "at once"], _fired);
    }

    private ITimer TimerIn(double seconds, string name) => _clock.CreateTimer(
        _ => _fired.Add(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
