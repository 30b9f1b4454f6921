using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Platforms.Nodes.Grpc;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>A resource manager and a node on a free loopback port, and our clients of them.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private NodeChannel? _channel;

    public NodeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Manager);
        builder.Services.AddSingleton(Node);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _application = builder.Build();
        _application.MapGrpcService<WireManager>();
        _application.MapGrpcService<WireNode>();
    }

    public WireManager Manager { get; } = new();

    public WireNode Node { get; } = new();

    /// <summary>Patient, and hardly any pause between tries, unless the test says otherwise.</summary>
    public NodeCallOptions Options { get; } = new()
    {
        ReserveTimeout = TimeSpan.FromSeconds(20),
        CreateTimeout = TimeSpan.FromSeconds(20),
        RemoveTimeout = TimeSpan.FromSeconds(20),
        StatsTimeout = TimeSpan.FromSeconds(20),
        RetryAfter = TimeSpan.FromMilliseconds(1),
    };

    public NodeEndpoint Endpoint { get; private set; }

    public async Task<GrpcResourceManager> StartManagerAsync() =>
        new(await StartAsync(), Options, TimeProvider.System);

    public async Task<GrpcNodeService> StartNodeAsync() => new(await StartAsync(), Options, TimeProvider.System);

    public async Task<CallInvoker> StartAsync()
    {
        await _application.StartAsync();
        Endpoint = new NodeEndpoint("127.0.0.1", new Uri(_application.Urls.Single()).Port);
        _channel = new NodeChannel(Endpoint, Options);
        return _channel.Calls;
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await _application.DisposeAsync();
    }
}
