using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

/// <summary>In real time: the collector of idle grains does not go by the grains' clock.</summary>
public sealed class IdleCollectionTests
{
    [Fact]
    public async Task Collect_IdleGrain_IsDeactivatedAsIdle()
    {
        await using var silo = await StartAsync();
        var grain = silo.Client.GetGrain<ILifeGrain>("idle");
        await grain.Count();

        await silo.Deactivated(grain);

        Assert.Contains("idle deactivated: ActivationIdle", silo.Probe.Log);
    }

    [Fact]
    public async Task Collect_DeactivationDelayed_OutlivesAnIdleGrain()
    {
        await using var silo = await StartAsync();
        var delayed = silo.Client.GetGrain<ILifeGrain>("delayed");
        await delayed.DelayDeactivation(TimeSpan.FromHours(1));
        var idle = silo.Client.GetGrain<ILifeGrain>("idle");
        await idle.Count();

        await silo.Deactivated(idle);

        Assert.True(silo.IsActive(delayed));
    }

    [Fact]
    public async Task Collect_TimerTicks_CountAsUseOnlyWithKeepAlive()
    {
        await using var silo = await StartAsync();
        var kept = silo.Client.GetGrain<ILifeGrain>("kept");
        await kept.KeepTimer(TimeSpan.FromMilliseconds(50), keepAlive: true);
        var ticking = silo.Client.GetGrain<ILifeGrain>("ticking");
        await ticking.KeepTimer(TimeSpan.FromMilliseconds(50), keepAlive: false);

        await silo.Deactivated(ticking);

        Assert.True(silo.IsActive(kept));
    }

    private static Task<TestSilo> StartAsync() =>
        TestSilo.StartAsync(static silo => silo.Configure<GrainCollectionOptions>(static options =>
        {
            options.CollectionQuantum = TimeSpan.FromMilliseconds(250);
            options.CollectionAge = TimeSpan.FromSeconds(1);
        }));
}
