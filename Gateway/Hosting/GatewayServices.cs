using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Gateway.Health;
using OrleansScaler.Gateway.MiniFaas2020;
using OrleansScaler.Gateway.Simulator2023;

namespace OrleansScaler.Gateway.Hosting;

/// <summary>Puts a gateway into a web host. The host brings the Orleans client, co-hosted or not.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Streams on one connection. The default of 100 holds back a caller that waits for more cold starts than that over
    /// one connection.
    /// </summary>
    private const int MaximumStreams = 10_000;

    /// <summary>Adds the gateway's services and its three listeners.</summary>
    public static IServiceCollection AddGateway(
        this IServiceCollection services, IWebHostBuilder web, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<Readiness>();
        services.AddSingleton<FunctionGrains>();
        services.AddSingleton<ScalerService>();
        services.AddMetrics();
        services.AddSingleton<ReturnInstruments>();
        services.AddSingleton(provider => new LentContainers(
            LentContainers.DefaultMaximum, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ContainerReturns>();
        services.AddSingleton<SchedulerService>();
        services.AddSingleton<HealthService>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaximumMessageBytes;
            grpc.MaxSendMessageSize = options.MaximumMessageBytes;
        });
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaximumStreams;
            kestrel.Listen(
                IPEndPoint.Parse(options.ScalerAddress), listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(
                IPEndPoint.Parse(options.SchedulerAddress), listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(
                IPEndPoint.Parse(options.HttpAddress), listen => listen.Protocols = HttpProtocols.Http1);
        });
        return services;
    }

    /// <summary>Maps the gateway's services.</summary>
    public static void MapGateway(this WebApplication application)
    {
        application.MapGrpcService<ScalerService>();
        application.MapGrpcService<SchedulerService>();
        application.MapGrpcService<HealthService>();
        application.MapGet("/healthz", () => Results.Text("ok"));
        application.MapGet("/readyz", (Readiness readiness) => readiness.IsReady
            ? Results.Text("ready")
            : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));

        var readiness = application.Services.GetRequiredService<Readiness>();
        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => readiness.Set(true));
        lifetime.ApplicationStopping.Register(() => readiness.Set(false));
    }
}
