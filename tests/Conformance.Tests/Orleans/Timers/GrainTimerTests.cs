using OrleansScaler.Testing;

namespace OrleansScaler.Conformance.Tests.Orleans.Timers;

/// <summary>
/// Time is the test's. A tick is a message to the grain, so every assertion asks the grain, whose answer comes after
/// the ticks that were due.
/// </summary>
public sealed class GrainTimerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_never = Timeout.InfiniteTimeSpan;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private TestSilo _silo = null!;

    private ITimerGrain Grain => _silo.Client.GetGrain<ITimerGrain>("timers");

    public async Task InitializeAsync() => _silo = await TestSilo.StartAsync(_clock);

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Timer_BeforeItsDueTime_DoesNotTick()
    {
        await Grain.Start("t", Seconds(10), Seconds(10), interleave: false);

        _clock.Advance(Seconds(9.999));

        Assert.Empty(await Grain.Ticks("t"));
    }

    [Fact]
    public async Task Timer_Periodic_TicksAtItsDueTimeAndEveryPeriod()
    {
        await Grain.Start("t", Seconds(10), Seconds(3), interleave: false);

        await AdvanceInSteps(Seconds(1), 16);

        await AssertTicks(10, 13, 16);
    }

    [Fact]
    public async Task Timer_InfinitePeriod_TicksOnce()
    {
        await Grain.Start("t", Seconds(1), s_never, interleave: false);

        await AdvanceInSteps(Seconds(1), 5);

        await AssertTicks(1);
    }

    [Fact]
    public async Task Timer_InfiniteDueTime_TicksAfterAChange()
    {
        await Grain.Start("t", s_never, s_never, interleave: false);
        await AdvanceInSteps(Seconds(1), 3);

        await Grain.Change("t", Seconds(2), s_never);
        await AdvanceInSteps(Seconds(1), 4);

        await AssertTicks(5);
    }

    [Fact]
    public async Task Timer_LeapOverManyPeriods_TicksOnceAndCountsFromThere()
    {
        await Grain.Start("t", Seconds(1), Seconds(1), interleave: false);

        _clock.Advance(Seconds(10));
        await Grain.Ticks("t");
        await AdvanceInSteps(Seconds(0.5), 2);

        var ticks = await Grain.Ticks("t");
        Assert.Equal(2, ticks.Length);
        Assert.Equal(11, ticks[1]);
    }

    [Fact]
    public async Task Timer_CallbackTakesTime_ThePeriodCountsFromItsEnd()
    {
        await Grain.StartSlow("t", Seconds(1), Seconds(3), interleave: true);
        _clock.Advance(Seconds(1));
        await _silo.Probe.Reached("t in");

        _clock.Advance(Seconds(10));
        _silo.Probe.Signal("t");
        await AdvanceInSteps(Seconds(1), 8);

        // Counted from its start it would be due at 4 and so tick as soon as the callback ends, at 11.
        Assert.InRange((await Grain.Ticks("t"))[1], 14, 17);
    }

    [Fact]
    public async Task Change_InsideATick_AppliesAfterIt()
    {
        await Grain.StartChangingItself("t", Seconds(1), Seconds(1), Seconds(5), Seconds(2));

        await AdvanceInSteps(Seconds(1), 9);

        await AssertTicks(1, 6, 8);
    }

    [Fact]
    public async Task Change_BeforeTheTick_ReplacesTheDueTime()
    {
        await Grain.Start("t", Seconds(2), s_never, interleave: false);
        _clock.Advance(Seconds(1));

        await Grain.Change("t", Seconds(4), s_never);
        await AdvanceInSteps(Seconds(1), 6);

        await AssertTicks(5);
    }

    [Fact]
    public async Task Dispose_TimerArmed_NoTickFollows()
    {
        await Grain.Start("t", Seconds(1), Seconds(1), interleave: false);

        await Grain.Stop("t");
        await AdvanceInSteps(Seconds(1), 3);

        Assert.Empty(await Grain.Ticks("t"));
    }

    [Fact]
    public async Task Dispose_CallbackRunning_ItsTokenIsCancelled()
    {
        await Grain.StartSlow("t", Seconds(1), Seconds(1), interleave: true);
        _clock.Advance(Seconds(1));
        await _silo.Probe.Reached("t in");

        await Grain.Stop("t");
        _silo.Probe.Signal("t");

        await _silo.Probe.Reached("t cancelled");
    }

    [Fact]
    public async Task Callback_Throws_TheTimerGoesOn()
    {
        await Grain.StartFailing("t", Seconds(1), Seconds(1));

        await AdvanceInSteps(Seconds(1), 3);

        await AssertTicks(1, 2, 3);
    }

    [Fact]
    public async Task Tick_NotInterleavingAndTheGrainBusy_WaitsForTheCall()
    {
        await Grain.Start("t", Seconds(1), s_never, interleave: false);
        var held = Grain.Hold("busy");
        await _silo.Probe.Reached("busy in");

        _clock.Advance(Seconds(1));
        var meanwhile = await Grain.Ticks("t");
        _silo.Probe.Signal("busy");
        await held;
        await Grain.Hold(Released("after"));

        Assert.Empty(meanwhile);
        await AssertTicks(1);
    }

    [Fact]
    public async Task Tick_InterleavingAndTheGrainBusy_RunsAtOnce()
    {
        await Grain.Start("t", Seconds(1), s_never, interleave: true);
        var held = Grain.Hold("busy");
        await _silo.Probe.Reached("busy in");

        _clock.Advance(Seconds(1));
        var meanwhile = await Grain.Ticks("t");
        _silo.Probe.Signal("busy");
        await held;

        Assert.Equal([1], meanwhile);
    }

    [Fact]
    public async Task Call_NotInterleavingTickRunning_WaitsForTheTick()
    {
        await Grain.StartSlow("t", Seconds(1), s_never, interleave: false);
        _clock.Advance(Seconds(1));
        await _silo.Probe.Reached("t in");

        var call = Grain.Hold(Released("call"));
        await Grain.Ticks("t");
        var waited = !call.IsCompleted;
        _silo.Probe.Signal("t");
        await call;

        Assert.True(waited);
    }

    [Fact]
    public async Task Deactivate_TimerArmed_TheNextIncarnationHasNoTimer()
    {
        await Grain.Start("t", Seconds(1), Seconds(1), interleave: false);

        await Grain.Deactivate();
        await Grain.Ticks("t");
        await AdvanceInSteps(Seconds(1), 3);

        Assert.Empty(await Grain.Ticks("t"));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private async Task AssertTicks(params double[] expected) => Assert.Equal(expected, await Grain.Ticks("t"));

    /// <summary>A gate that is open already: a call held by it comes back after all before it.</summary>
    private string Released(string gate)
    {
        _silo.Probe.Signal(gate);
        return gate;
    }

    /// <summary>Small steps, each seen by the grain before the next: a leap would coalesce ticks.</summary>
    private async Task AdvanceInSteps(TimeSpan step, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _clock.Advance(step);
            await Grain.Hold(Released("step"));
        }
    }
}
