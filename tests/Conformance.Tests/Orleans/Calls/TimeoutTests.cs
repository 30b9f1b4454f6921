using System.Diagnostics;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansScaler.Conformance.Tests.Orleans.Turns;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public sealed class TimeoutTests : IAsyncLifetime
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    private TestSilo _silo = null!;

    public async Task InitializeAsync() =>
        _silo = await TestSilo.StartAsync(
            static silo => silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = s_timeout),
            static client =>
                client.Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = s_timeout));

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Call_NoAnswerInTime_ThrowsAndTheGrainGoesOn()
    {
        var started = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<TimeoutException>(() => Grain("late").HoldWithoutToken("late"));

        Assert.InRange(Stopwatch.GetElapsedTime(started), s_timeout, 10 * s_timeout);
        _silo.Probe.Signal("late");
        await _silo.Probe.Reached("late ended");
    }

    [Fact]
    public async Task Call_ToItselfWhileNotReentrant_WaitsForItselfUntilTheTimeout()
    {
        var grain = _silo.Client.GetGrain<ITurnGrain>(
            "self", "OrleansScaler.Conformance.Tests.Orleans.Turns.TurnGrain");

        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallSelf());
    }

    [Fact]
    public async Task Call_AfterATimeout_IsAnswered()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain("after").HoldWithoutToken("after"));
        _silo.Probe.Signal("after");

        Assert.Equal(3, await Grain("after").Add(1, 2));
    }

    [Fact]
    public async Task Call_MethodHasAShorterTimeout_ThrowsByThat()
    {
        await using var patient = await TestSilo.StartAsync(static _ => { });

        var call = patient.Client.GetGrain<ICallGrain>("brief").HoldBriefly("brief");
        var ended = await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(20)));

        Assert.Same(call, ended);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        patient.Probe.Signal("brief");
    }

    private ICallGrain Grain(string key) => _silo.Client.GetGrain<ICallGrain>(key);
}
