using Orleans.Configuration;
using Orleans.Hosting;
using OrleansScaler.Gateway.Hosting;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Grpc;
using OrleansScaler.Silo.Configuration;
using OrleansScaler.Silo.Telemetry;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Silo.Hosting;

/// <summary>Composes one process: silo, co-hosted gateway, platform, telemetry.</summary>
internal static class SiloHost
{
    /// <summary>
    /// Longest grain call. None waits longer than a second by design; the rest is slack for a machine that activates
    /// thousands of functions at once.
    /// </summary>
    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Room in a grain's mailbox beside its waiters, for the Idle calls that will serve them.</summary>
    private const int MailboxBeyondWaiters = 10_000;

    /// <summary>The application, ready to run.</summary>
    /// <param name="configuration">What was read.</param>
    /// <param name="options">The same, checked.</param>
    public static WebApplication Build(IConfiguration configuration, ServerOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);

        AddPlatform(builder.Services, options);
        builder.Services.AddFunctionGrains(
            options.Functions, options.Pools, options.Policies, options.Learning);
        builder.Services.AddTelemetry(options.Telemetry);
        builder.Host.UseOrleans(silo => ConfigureSilo(silo, options));
        var shards = options.Platform.Kind == PlatformOptions.Nodes ? options.Nodes.Shards : 0;
        builder.Services.AddGateway(builder.WebHost, options.Gateway, shards);

        var application = builder.Build();
        application.MapGateway();
        return application;
    }

    private static void ConfigureSilo(ISiloBuilder silo, ServerOptions options)
    {
        silo.UseLocalhostClustering(PortChecks.FindFree(), PortChecks.FindFree());
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = s_responseTimeout;
            messaging.MaxEnqueuedRequestsHardLimit = options.Pools.LongestLine + MailboxBeyondWaiters;
        });
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = s_responseTimeout);
    }

    private static void AddPlatform(IServiceCollection services, ServerOptions options)
    {
        if (options.Platform.Kind == PlatformOptions.Grpc)
        {
            services.AddSingleton(_ => new PlatformChannel(options.Platform));
            services.AddSingleton<IPlatform>(provider => new GrpcPlatform(
                provider.GetRequiredService<PlatformChannel>().Calls,
                options.Platform,
                provider.GetRequiredService<TimeProvider>()));
        }
        else if (options.Platform.Kind == PlatformOptions.Nodes)
        {
            services.AddNodes(options.Nodes);
        }
        else
        {
            services.AddSingleton<IPlatform>(provider => new SimulatedPlatform(
                options.SimulatedPlatform, provider.GetRequiredService<TimeProvider>()));
        }
    }
}
