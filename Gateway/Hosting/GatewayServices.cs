using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Gateway.Admin;
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

    /// <summary>Largest answer: what clients take unless told otherwise. Lists of nodes come near it.</summary>
    private const int MaximumAnswerBytes = 4 * 1_024 * 1_024;

    /// <summary>All of a server's end, where the host does not say: what hosts are given anyway.</summary>
    private static readonly TimeSpan s_drainTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Adds the gateway's services and its listeners.</summary>
    /// <param name="services">Get the gateway's.</param>
    /// <param name="web">Gets the listeners.</param>
    /// <param name="options">What is configured.</param>
    /// <param name="nodeShards">Shards of nodes that the silos keep; 0 where the platform places slots itself.</param>
    /// <param name="drain">How it ends; one process alone where not told.</param>
    public static IServiceCollection AddGateway(
        this IServiceCollection services,
        IWebHostBuilder web,
        GatewayOptions options,
        int nodeShards = 0,
        DrainTimes? drain = null)
    {
        services.AddSingleton(options);
        services.AddCalls(options, drain ?? DrainTimes.Within(TimeSpan.Zero, s_drainTimeout));
        services.AddSingleton<ScalerService>();
        services.AddSingleton<ReturnInstruments>();
        services.AddSingleton(provider => new LentContainers(
            LentContainers.DefaultMaximum, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ContainerReturns>();
        services.AddSingleton<SchedulerService>();
        services.AddSingleton<HealthService>();
        services.AddSingleton(provider => new NodeShards(
            nodeShards,
            shard => provider.GetRequiredService<IGrainFactory>().GetGrain<IPlacementGrain>(shard),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AdminService>();
        services.AddSingleton<NodeRegistryService>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaximumMessageBytes;
            grpc.MaxSendMessageSize = MaximumAnswerBytes;
        });
        Listen(web, options);
        return services;
    }

    /// <summary>Maps the gateway's services.</summary>
    public static void MapGateway(this WebApplication application)
    {
        application.MapGrpcService<ScalerService>();
        application.MapGrpcService<SchedulerService>();
        application.MapGrpcService<HealthService>();
        AdminListener.Guard(application.MapGrpcService<AdminService>());
        AdminListener.Guard(application.MapGrpcService<NodeRegistryService>());
        var readiness = application.Services.GetRequiredService<Readiness>();

        // Plain delegates: a handler with parameters is compiled from its expression when the first probe comes, which
        // a server that starts again under load has no time for.
        application.MapGet("/healthz", (HttpContext context) => SayAsync(context, "ok"));
        application.MapGet("/readyz", (HttpContext context) => readiness.IsReady
            ? SayAsync(context, "ready")
            : SayAsync(context, "not ready", StatusCodes.Status503ServiceUnavailable));

        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => readiness.Set(true));
        lifetime.ApplicationStopping.Register(readiness.End);
    }

    private static Task SayAsync(HttpContext context, string text, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static void Listen(IWebHostBuilder web, GatewayOptions options) =>
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaximumStreams;
            kestrel.Listen(
                IPEndPoint.Parse(options.ScalerAddress), listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(
                IPEndPoint.Parse(options.SchedulerAddress), listen => listen.Protocols = HttpProtocols.Http2);
            AdminListener.Listen(kestrel, options.AdminAddress);
            kestrel.Listen(
                IPEndPoint.Parse(options.HttpAddress), listen => listen.Protocols = HttpProtocols.Http1);
        });
}
