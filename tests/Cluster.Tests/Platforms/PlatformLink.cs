using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cluster.Tests.Platforms;

/// <summary>The way from one silo to the platform; it can be cut.</summary>
internal sealed class PlatformLink(string silo, HostPort platform, Owners owners) : IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(platform.Uri);
    private GrpcHost? _host;

    public HostPort Address { get; } = FreePorts.Take();

    public async Task GoUpAsync() => _host = await GrpcHost.StartAsync(
        Address,
        services => services.AddSingleton(
            new RelayService(silo, new Platform.PlatformClient(_channel), owners)),
        endpoints => endpoints.MapGrpcService<RelayService>());

    public async Task GoDownAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GoDownAsync();
        _channel.Dispose();
    }
}
