using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.References;
using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.Hosting;

/// <summary>A client host's end: its own response timeout, the silo of this process behind it.</summary>
internal sealed class ClientRuntime : IHostedService, IDisposable
{
    private readonly GatewayPort _gateway;
    private readonly PendingCalls _pending;
    private SiloRuntime? _silo;

    public ClientRuntime(
        IServiceProvider services,
        IOptions<ClientMessagingOptions> messaging,
        IOptions<GatewayPort> gateway,
        [FromKeyedServices(TimeProviderNames.Messaging)] TimeProvider clock)
    {
        _gateway = gateway.Value;
        _pending = new PendingCalls(messaging.Value.ResponseTimeout, clock);
        Client = new GrainFactory(new ReferenceFactory(() => Silo, _pending), services);
    }

    internal IClusterClient Client { get; }

    private SiloRuntime Silo => _silo ?? throw new SiloUnavailableException("This client is not connected.");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _silo = LocalGateways.Find(_gateway.Port)
            ?? throw new SiloUnavailableException($"No silo of this process listens on gateway port {_gateway.Port}.");
        _pending.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _silo = null;
        _pending.FailAll();
        return Task.CompletedTask;
    }

    public void Dispose() => _pending.Dispose();
}
