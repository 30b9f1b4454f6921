using OrleansScaler.Gateway.Hosting;
using OrleansScaler.Gateway.Hosting.Logs;
using OrleansScaler.Grains.Clocks;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Silo.Configuration;
using OrleansScaler.Silo.Hosting.Clusters;
using OrleansScaler.Silo.Telemetry;

namespace OrleansScaler.Silo.Hosting;

/// <summary>
/// Composes one process: a gateway, telemetry, and a silo in the same process or the client of a cluster of them.
/// </summary>
internal static class ServerHost
{
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

        builder.Services.AddPacedLogs();
        builder.Services.AddSingleton<TimeProvider>(new RunningTime(TimeProvider.System));
        builder.Services.AddTelemetry(options.Telemetry);
        if (options.Cluster.IsGateway)
        {
            AddClient(builder, options);
        }
        else
        {
            SiloHost.AddSilo(builder, options);
        }

        var shards = options.Platform.Kind == PlatformOptions.Nodes ? options.Nodes.Shards : 0;
        var drain = DrainTimes.Within(options.Drain.Notice, options.Drain.Timeout);
        builder.Services.AddGateway(builder.WebHost, options.Gateway, shards, drain);

        var application = builder.Build();
        application.MapGateway();
        return application;
    }

    /// <summary>It listens while it still connects, so that health can be asked, and is ready when it has.</summary>
    private static void AddClient(WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddClientLosses();
        options.Gateway.Announces = true;
        builder.Host.UseOrleansClient(client => ClusterClient.Join(client, options.Cluster));
    }
}
