using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansScaler.Simulation.Hosting;

/// <summary>A gRPC server of plain-text HTTP/2 inside a tool: no logging, no configuration files, no signals.</summary>
public sealed class GrpcHost : IAsyncDisposable
{
    /// <summary>
    /// A scaler has one connection to its platform and thousands of creates at a time; at the usual 100 they would
    /// queue up in front of the simulated latency.
    /// </summary>
    private const int MaximumStreamsPerConnection = 20_000;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;

    private GrpcHost(WebApplication app, IReadOnlyList<HostPort> addresses)
    {
        _app = app;
        Addresses = addresses;
    }

    /// <summary>Where it listens, with the port that was found; the first where it listens in several places.</summary>
    public HostPort Address => Addresses[0];

    /// <summary>Everywhere that it listens, in the order asked for.</summary>
    public IReadOnlyList<HostPort> Addresses { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="listen">Where to listen; port 0 finds a free one.</param>
    /// <param name="addServices">Adds what the gRPC services need.</param>
    /// <param name="map">Maps them.</param>
    /// <exception cref="StartException">The port is taken, or the address is not this machine's.</exception>
    public static Task<GrpcHost> StartAsync(
        HostPort listen, Action<IServiceCollection> addServices, Action<IEndpointRouteBuilder> map) =>
        StartAsync([listen], addServices, map);

    /// <summary>Starts a server that listens in several places.</summary>
    /// <param name="listen">Where to listen, one place or more; port 0 finds a free one.</param>
    /// <param name="addServices">Adds what the gRPC services need.</param>
    /// <param name="map">Maps them.</param>
    /// <exception cref="StartException">A port is taken, or an address is not this machine's.</exception>
    public static async Task<GrpcHost> StartAsync(
        IReadOnlyList<HostPort> listen, Action<IServiceCollection> addServices, Action<IEndpointRouteBuilder> map)
    {
        var endPoints = listen.Select(place => place.ToListenEndPoint()).ToArray();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaximumStreamsPerConnection;
            foreach (var endPoint in endPoints)
            {
                kestrel.Listen(endPoint, options => options.Protocols = HttpProtocols.Http2);
            }
        });
        builder.Services.AddGrpc();
        addServices(builder.Services);
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            var places = string.Join(" or ", listen);
            throw exception.InnerException is AddressInUseException
                ? new StartException($"{places} is taken by another process; free it or choose another port", exception)
                : new StartException($"cannot listen on {places}: {exception.Message}", exception);
        }

        // The server tells its places in the order in which they were bound.
        var found = app.Urls.Select(url => new Uri(url).Port);
        return new GrpcHost(app, [.. listen.Zip(found, (place, port) => place with { Port = port })]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
