using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public sealed class OverloadTests
{
    private const int Limit = 5;

    [Fact]
    public async Task Call_MoreThanTheLimitWaitOrRun_IsRefused()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<SiloMessagingOptions>(static options => options.MaxEnqueuedRequestsHardLimit = Limit));
        var grain = silo.Client.GetGrain<ICallGrain>("full");
        var held = grain.HoldWithoutToken("full");
        await silo.Probe.Reached("full started");

        // The call that finds the limit reached, itself not counted, still gets in; which one comes last is open.
        var calls = Enumerable.Range(0, Limit + 1).Select(_ => grain.Nothing().AsTask()).ToArray();
        var refused = await Task.WhenAny(calls);

        await Assert.ThrowsAsync<LimitExceededException>(() => refused);
        silo.Probe.Signal("full");
        await held;
        await Task.WhenAll(calls.Where(call => call != refused));
    }

    [Fact]
    public async Task Call_AfterARefusal_IsAcceptedOnceTheQueueIsShorter()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<SiloMessagingOptions>(static options => options.MaxEnqueuedRequestsHardLimit = 1));
        var grain = silo.Client.GetGrain<ICallGrain>("again");
        var held = grain.HoldWithoutToken("again");
        await silo.Probe.Reached("again started");
        var refused = await Task.WhenAny(grain.Nothing().AsTask(), grain.Nothing().AsTask());
        await Assert.ThrowsAsync<LimitExceededException>(() => refused);

        silo.Probe.Signal("again");
        await held;

        Assert.Equal(4, await grain.Add(2, 2));
    }
}
