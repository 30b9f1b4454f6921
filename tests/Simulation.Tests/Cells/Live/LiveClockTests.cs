using OrleansScaler.Simulation.Cells;
using OrleansScaler.Simulation.Cells.Live;
using OrleansScaler.Testing;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

public sealed class LiveClockTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TimeSpan> _happened = [];
    private LiveClock _clock;

    public LiveClockTests() => _clock = new LiveClock(_time, speed: 1);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Timer_ThingsDue_HappenAtTheirOwnInstants()
    {
        Plan(TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(10.4), TimeSpan.FromMilliseconds(50));

        _time.Advance(TimeSpan.FromMilliseconds(31));

        // The second was looked at 0.6 ms late, as timers are; it happened at 10.4 ms all the same.
        Assert.Equal([TimeSpan.FromMilliseconds(10.4), TimeSpan.FromMilliseconds(30)], _happened);
        Assert.Equal(_time.Start + TimeSpan.FromMilliseconds(50), _time.NextDueTime);
    }

    [Fact]
    public void Timer_ChainOfEvents_DoesNotDrift()
    {
        void Again()
        {
            _happened.Add(TimeSpan.FromTicks(_clock.Agenda.Now));
            _clock.Agenda.After(TimeSpan.FromMilliseconds(0.3), CellEventKind.Arrival, Again);
        }

        _clock.Do(() => _clock.Agenda.After(TimeSpan.FromMilliseconds(0.3), CellEventKind.Arrival, Again));
        _time.Advance(TimeSpan.FromSeconds(1));

        // 1 s / 0.3 ms, though a timer wakes once in a millisecond only.
        Assert.Equal(3_333, _happened.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(999.9), _happened[^1]);
    }

    [Fact]
    public void Timer_AtSpeed_WaitsThatMuchLess()
    {
        _clock.Dispose();
        _clock = new LiveClock(_time, speed: 10);
        Plan(TimeSpan.FromSeconds(5));

        Assert.Equal(_time.Start + TimeSpan.FromMilliseconds(500), _time.NextDueTime);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal([TimeSpan.FromSeconds(5)], _happened);
    }

    [Fact]
    public void Do_WhatWasDueBefore_HappensFirst()
    {
        Plan(TimeSpan.FromMilliseconds(10));
        _time.Reach(_time.Start + TimeSpan.FromMilliseconds(10));

        var before = _clock.Do(() => _happened.Count);

        Assert.Equal(1, before);
    }

    [Fact]
    public void Timer_NothingToCome_IsNotArmed()
    {
        Plan(TimeSpan.FromMilliseconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Broken_AnEventThrows_IsTold()
    {
        _clock.Do(() => _clock.Agenda.After(
            TimeSpan.FromMilliseconds(5), CellEventKind.Wake, () => throw new InvalidOperationException("a bug")));

        _time.Advance(TimeSpan.FromMilliseconds(5));

        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => _clock.Broken);
        Assert.Equal("a bug", told.Message);
    }

    private void Plan(params TimeSpan[] times) => _clock.Do(() =>
    {
        foreach (var time in times)
        {
            _clock.Agenda.After(time, CellEventKind.Wake, () => _happened.Add(TimeSpan.FromTicks(_clock.Agenda.Now)));
        }
    });
}
