using OrleansScaler.Grains.Shells;
using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Shells;

public sealed class SlicedWaitTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource _work = new();

    [Fact]
    public async Task Wait_WorkEnds_IsInTime()
    {
        var wait = SlicedWait.ForAsync(_work.Task, s_patience, _clock);

        _work.SetResult();

        Assert.True(await wait);
    }

    [Fact]
    public async Task Wait_WorkFails_HasEndedToo()
    {
        var wait = SlicedWait.ForAsync(_work.Task, s_patience, _clock);

        _work.SetException(new IOException("no"));

        Assert.True(await wait);
    }

    [Fact]
    public async Task Wait_RunsOut_AfterEightSlices()
    {
        var wait = SlicedWait.ForAsync(_work.Task, s_patience, _clock);

        for (var slice = 1; slice < 8; slice++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.False(wait.IsCompleted);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await wait);
    }

    [Fact]
    public async Task Wait_ProcessStandsStillForAnHour_OneSliceOfEightIsGone()
    {
        using var clock = new StandingClock();
        var wait = SlicedWait.ForAsync(_work.Task, s_patience, clock);

        clock.Now += TimeSpan.FromHours(1);
        clock.FireDue();
        Assert.Equal(clock.Now + TimeSpan.FromSeconds(1), clock.Due);
        _work.SetResult();

        Assert.True(await wait);
    }

    /// <summary>Its one timer fires late, as after a process was stopped; the next is armed from then on.</summary>
    private sealed class StandingClock : TimeProvider, IDisposable
    {
        private StandingTimer? _timer;

        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public DateTimeOffset? Due => _timer?.Due;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _timer = new StandingTimer(() => callback(state), Now + dueTime);

        public void Dispose() => _timer?.Dispose();

        public void FireDue()
        {
            if (_timer is { } timer && timer.Due <= Now)
            {
                timer.Fire();
            }
        }
    }

    private sealed class StandingTimer(Action fire, DateTimeOffset due) : ITimer
    {
        public DateTimeOffset Due => due;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
