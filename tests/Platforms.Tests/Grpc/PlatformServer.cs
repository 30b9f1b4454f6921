using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansScaler.Platforms.Grpc;

namespace OrleansScaler.Platforms.Tests.Grpc;

/// <summary>A platform on a free loopback port, and our client of it.</summary>
internal sealed class PlatformServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private PlatformChannel? _channel;

    public PlatformServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Wire);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _application = builder.Build();
        _application.MapGrpcService<WirePlatform>();
    }

    public WirePlatform Wire { get; } = new();

    /// <summary>Patient, and hardly any pause between tries, unless the test says otherwise.</summary>
    public PlatformOptions Options { get; } = new()
    {
        Kind = PlatformOptions.Grpc,
        CreateTimeout = TimeSpan.FromSeconds(20),
        InitTimeout = TimeSpan.FromSeconds(20),
        DestroyTimeout = TimeSpan.FromSeconds(20),
        RetryAfter = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>Starts the server and opens the one channel to it.</summary>
    public async Task<GrpcPlatform> StartAsync(TimeProvider? time = null)
    {
        await _application.StartAsync();
        Options.Endpoint = _application.Urls.Single();
        _channel = new PlatformChannel(Options);
        return new GrpcPlatform(_channel.Calls, Options, time ?? TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await _application.DisposeAsync();
    }
}
