using System.Net;

using Grpc.AspNetCore.Server;
using Grpc.Net.Client;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansScaler.Conformance.Tests.Grpc;

/// <summary>A real server on a free loopback port, HTTP/2 without TLS, and a channel to it.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    /// <summary>Far beyond what anything here takes: a test that waits this long has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _application;
    private GrpcChannel? _channel;

    private EchoServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.First());

    public Echo.EchoClient Client => new(_channel ??= GrpcChannel.ForAddress(Address));

    public static Task<EchoServer> StartAsync(
        EchoScript? script = null,
        Action<IServiceCollection>? services = null,
        Action<GrpcServiceOptions>? options = null,
        int port = 0) => StartAsync<EchoService>(script, services, options, port);

    public static async Task<EchoServer> StartAsync<TService>(
        EchoScript? script = null,
        Action<IServiceCollection>? services = null,
        Action<GrpcServiceOptions>? options = null,
        int port = 0)
        where TService : class
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(script ?? new EchoScript());
        builder.Services.AddGrpc(options ?? (_ => { }));
        services?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        application.MapGrpcService<TService>();
        await application.StartAsync();
        return new EchoServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
