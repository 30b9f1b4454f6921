using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.TestingHost;

public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    /// <summary>Ports are only names here: nothing listens, but each silo of the process needs its own.</summary>
    private static int s_ports;

    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    public InProcessTestClusterOptions Options { get; }

    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.AsReadOnly();

    public IClusterClient Client =>
        _client?.Services.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The client is not initialized; deploy the cluster first.");

    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        silo is null
            ? _silos[0].ServiceProvider
            : GetSiloForAddress(silo)?.ServiceProvider
                ?? throw new ArgumentException($"There is no silo {silo}.", nameof(silo));

    public InProcessSiloHandle? GetSiloForAddress(SiloAddress siloAddress) =>
        GetActiveSilos().FirstOrDefault(silo => silo.SiloAddress.Equals(siloAddress));

    public IEnumerable<InProcessSiloHandle> GetActiveSilos() => _silos.Where(static silo => silo.IsActive);

    public bool TryGetGrainContext(GrainId grainId, [NotNullWhen(true)] out IGrainContext? grainContext)
    {
        grainContext = _silos
            .Select(silo => silo.ServiceProvider.GetRequiredService<SiloRuntime>().Directory.Find(grainId))
            .FirstOrDefault(static found => found is not null);
        return grainContext is not null;
    }

    public Task WaitForDeactivationAsync(GrainId grainId) =>
        TryGetGrainContext(grainId, out var context) ? context.Deactivated : Task.CompletedTask;

    public Task WaitForDeactivationAsync(IAddressable grain) => WaitForDeactivationAsync(grain.GetGrainId());

    public async Task DeactivateAsync(GrainId grainId)
    {
        if (TryGetGrainContext(grainId, out var context))
        {
            var gone = context.Deactivated;
            context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "A test asked."));
            await gone;
        }
    }

    public Task DeactivateAsync(IAddressable grain) => DeactivateAsync(grain.GetGrainId());

    public async Task DeployAsync()
    {
        if (_silos.Count > 0)
        {
            throw new InvalidOperationException("The cluster is deployed already.");
        }

        if (Options.InitialSilosCount != 1)
        {
            throw new NotSupportedException(
                $"This build runs one silo; a test cluster of {Options.InitialSilosCount} needs the real packages.");
        }

        try
        {
            await StartSiloAsync(0, Options);
            if (Options.InitializeClientOnDeploy)
            {
                await InitializeClientAsync();
            }
        }
        catch
        {
            await StopAllSilosAsync();
            throw;
        }
    }

    public async Task<InProcessSiloHandle> StartSiloAsync(
        int instanceNumber, InProcessTestClusterOptions clusterOptions)
    {
        var port = 30_000 + (2 * (Interlocked.Increment(ref s_ports) % 15_000));
        var handle = await CreateSiloAsync(new InProcessTestSiloSpecificOptions
        {
            SiloName = instanceNumber == 0 ? "Primary" : $"Secondary_{instanceNumber}",
            SiloPort = port,
            GatewayPort = port + 1,
        });
        handle.InstanceNumber = (short)instanceNumber;
        _silos.Add(handle);
        return handle;
    }

    public async Task<InProcessSiloHandle> CreateSiloAsync(InProcessTestSiloSpecificOptions siloOptions)
    {
        var builder = NewHost(siloOptions.SiloName);
        foreach (var configure in Options.SiloHostConfigurationDelegates)
        {
            configure(siloOptions, builder);
        }

        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(SetNames)
            .Configure<SiloOptions>(options => options.SiloName = siloOptions.SiloName)
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30))
            .Configure<EndpointOptions>(options =>
            {
                options.SiloPort = siloOptions.SiloPort;
                options.GatewayPort = siloOptions.GatewayPort;
            }));

        var host = builder.Build();
        await Task.Run(() => host.StartAsync());
        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        return new InProcessSiloHandle
        {
            Name = siloOptions.SiloName,
            SiloHost = host,
            SiloAddress = details.SiloAddress,
            GatewayAddress = details.GatewayAddress,
        };
    }

    public async Task InitializeClientAsync()
    {
        await StopClusterClientAsync();
        var builder = NewHost("TestClusterClient");
        foreach (var configure in Options.ClientHostConfigurationDelegates)
        {
            configure(builder);
        }

        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(SetNames);
            client.Configure<GatewayPort>(options => options.Port = _silos[0].GatewayAddress.Endpoint.Port);
        });
        var host = builder.Build();
        await host.StartAsync();
        _client = host;
    }

    public Task KillClientAsync() => StopClusterClientAsync();

    public async Task StopClusterClientAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            await client.StopAsync();
            client.Dispose();
        }
    }

    public async Task StopSilosAsync()
    {
        foreach (var silo in _silos.ToArray())
        {
            await StopSiloAsync(silo);
        }
    }

    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await StopSilosAsync();
    }

    public async Task StopSiloAsync(InProcessSiloHandle instance)
    {
        await instance.StopSiloAsync(true);
        _silos.Remove(instance);
        await instance.DisposeAsync();
    }

    public async Task KillSiloAsync(InProcessSiloHandle instance)
    {
        await instance.StopSiloAsync(false);
        _silos.Remove(instance);
        await instance.DisposeAsync();
    }

    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        var number = instance.InstanceNumber;
        await StopClusterClientAsync();
        await StopSiloAsync(instance);
        var handle = await StartSiloAsync(number, Options);
        await InitializeClientAsync();
        return handle;
    }

    public async ValueTask DisposeAsync() => await StopAllSilosAsync();

    public void Dispose() => StopAllSilos();

    private static HostApplicationBuilder NewHost(string name) =>
        Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = name,
            EnvironmentName = Environments.Development,
            DisableDefaults = true,
        });

    private void SetNames(ClusterOptions options)
    {
        options.ClusterId = Options.ClusterId;
        options.ServiceId = Options.ServiceId;
    }
}
