using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Fencing;

public sealed class FenceServicesTests
{
    [Fact]
    public void AddFence_GrainsClockLeaps_IsNoFreeze()
    {
        var clock = new FakeTimeProvider();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock);
        using var provider = services.AddFence(new FenceOptions()).BuildServiceProvider();
        var fence = provider.GetRequiredService<SiloFence>();

        clock.Advance(TimeSpan.FromHours(5));

        Assert.True(fence.IsOpen);
    }

    [Fact]
    public void AddFence_MembershipGiven_IsAsked()
    {
        var members = new ScriptedMembership();
        var services = new ServiceCollection().AddLogging().AddSingleton<IMembership>(members);

        using var provider = services.AddFence(new FenceOptions()).BuildServiceProvider();

        Assert.Same(members, provider.GetRequiredService<IMembership>());
    }

    [Fact]
    public void SteadyClock_ReadTwice_GoesOn()
    {
        var clock = SteadyClock.Instance;
        var first = clock.GetTimestamp();

        var elapsed = clock.GetElapsedTime(first);

        Assert.InRange(elapsed, TimeSpan.Zero, Testing.Polling.Eventually.Patience);
        Assert.True(first > 0);
    }
}
