using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using OrleansScaler.Conformance.Tests.Orleans.Calls;
using OrleansScaler.Conformance.Tests.Orleans.Lives;
using OrleansScaler.Conformance.Tests.Orleans.Turns;

namespace OrleansScaler.Conformance.Tests.Orleans.Hosting;

/// <summary>A silo in a host of one's own, called through the host's services.</summary>
public sealed class CoHostedTests : IAsyncLifetime
{
    private readonly Probe _probe = new();
    private IHost _host = null!;

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public async Task InitializeAsync()
    {
        var (siloPort, gatewayPort) = FreePorts.Two();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort, gatewayPort));
        builder.UseOrleans(silo => silo.Configure<SiloOptions>(static options => options.SiloName = "the-silo"));
        builder.Services.AddSingleton(_probe);
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task UseOrleans_Twice_MakesOneSilo()
    {
        Assert.Equal(1, await Grains.GetGrain<ILifeGrain>("one-silo").Count());
        Assert.Equal("the-silo", _host.Services.GetRequiredService<ILocalSiloDetails>().Name);
    }

    [Fact]
    public async Task IClusterClient_CoHosted_ReachesTheSameGrains()
    {
        var client = _host.Services.GetRequiredService<IClusterClient>();

        Assert.Equal(
            await Grains.GetGrain<ILifeGrain>("shared").Incarnation(),
            await client.GetGrain<ILifeGrain>("shared").Incarnation());
    }

    [Fact]
    public async Task Call_CallerHasAnAsyncLocal_TheTurnDoesNotSeeItAndTheCallerKeepsIt()
    {
        TurnGrainBase.CallersLocal.Value = "mine";

        var seen = await Grains.GetGrain<IReentrantTurnGrain>("local").Surroundings();

        Assert.Null(seen.CallersLocal);
        Assert.Equal("mine", TurnGrainBase.CallersLocal.Value);
    }

    [Fact]
    public async Task Call_ResumedCaller_IsInNoTurn()
    {
        await Grains.GetGrain<IReentrantTurnGrain>("resume").Surroundings();

        Assert.Equal(TaskScheduler.Default, TaskScheduler.Current);
    }

    [Fact]
    public async Task Call_MutableResult_IsACopyAlsoWithoutANetwork()
    {
        var grain = Grains.GetGrain<ICallGrain>("copy");
        (await grain.Numbers()).Clear();

        Assert.Equal([1, 2, 3], await grain.Numbers());
    }

    [Fact]
    public async Task GrainOfInterface_NoImplementation_Throws()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Grains.GetGrain<IUnimplementedGrain>("nobody").Nothing());
    }

    [Fact]
    public async Task Stop_LivingGrain_IsDeactivated()
    {
        await Grains.GetGrain<ILifeGrain>("until-the-end").Count();

        await _host.StopAsync();

        Assert.Contains("until-the-end deactivated: ShuttingDown", _probe.Log);
    }
}
