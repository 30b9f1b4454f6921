namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public sealed class CancellationTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task Cancel_CallRunning_CallerThrowsAndTheCalleesTokenIsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Grain("running").WaitForToken("running", cancellation.Token);
        await silo.Probe.Reached("running started");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await silo.Probe.Reached("running cancelled");
    }

    [Fact]
    public async Task Cancel_CalleeIgnoresItsToken_CallerThrowsAtOnce()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Grain("deaf").Hold("deaf", cancellation.Token);
        await silo.Probe.Reached("deaf started");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(10)));
        silo.Probe.Signal("deaf");
        await silo.Probe.Reached("deaf ended");
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_ThrowsAndNothingIsSent()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var grain = Grain("early");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Hold("early", cancellation.Token));

        await grain.Nothing();
        Assert.DoesNotContain("early started", silo.Probe.Log);
    }

    [Fact]
    public async Task Cancel_CallWaitsInTheQueue_CallerThrowsAndTheGrainIsNotHeldUp()
    {
        using var cancellation = new CancellationTokenSource();
        var grain = Grain("queue");
        var first = grain.HoldWithoutToken("queue-first");
        await silo.Probe.Reached("queue-first started");
        var waiting = grain.WaitForToken("queue-waiting", cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        silo.Probe.Signal("queue-first");
        await first;

        Assert.Equal(3, await grain.Add(1, 2));
    }

    [Fact]
    public async Task Call_LiveToken_TheCalleesCanBeCancelled()
    {
        using var cancellation = new CancellationTokenSource();

        Assert.True(await Grain("live").TokenCanBeCancelled(cancellation.Token));
    }

    private ICallGrain Grain(string key) => silo.Client.GetGrain<ICallGrain>(key);
}
