using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansScaler.Testing;

namespace OrleansScaler.Conformance.Tests.Orleans;

/// <summary>One silo and a client of its own, with the probe in its services.</summary>
public sealed class TestSilo : IAsyncLifetime, IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    public TestSilo()
        : this(static _ => { })
    {
    }

    private TestSilo(Action<ISiloBuilder> configureSilo, Action<IClientBuilder>? configureClient = null)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(Probe);
            configureSilo(silo);
        });
        builder.ConfigureClient(client => configureClient?.Invoke(client));
        _cluster = builder.Build();
    }

    public Probe Probe { get; } = new();

    public IClusterClient Client => _cluster.Client;

    public IServiceProvider Services => _cluster.GetSiloServiceProvider();

    public static async Task<TestSilo> StartAsync(
        Action<ISiloBuilder> configureSilo, Action<IClientBuilder>? configureClient = null)
    {
        var silo = new TestSilo(configureSilo, configureClient);
        await silo.InitializeAsync();
        return silo;
    }

    /// <summary>A silo whose grains live in the test's time.</summary>
    public static Task<TestSilo> StartAsync(FakeTimeProvider clock) =>
        StartAsync(silo => silo.Services
            .AddSingleton<TimeProvider>(clock)
            .UseTimeProviderForBackgroundAreas(TimeProvider.System));

    public Task InitializeAsync() => _cluster.DeployAsync();

    public Task Stop() => _cluster.StopAllSilosAsync();

    public Task Deactivated(IGrain grain) =>
        _cluster.WaitForDeactivationAsync(grain).WaitAsync(TimeSpan.FromSeconds(30));

    public bool IsActive(IGrain grain) => _cluster.TryGetGrainContext(grain.GetGrainId(), out _);

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
