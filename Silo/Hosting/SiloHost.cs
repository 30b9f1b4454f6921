using Orleans.Configuration;
using Orleans.Hosting;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Grpc;
using OrleansScaler.Silo.Configuration;
using OrleansScaler.Silo.Hosting.Clusters;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Silo.Hosting;

/// <summary>Composes a process with a silo: platform and grains, beside the co-hosted gateway.</summary>
internal static class SiloHost
{
    /// <summary>
    /// Longest grain call in one process. None waits longer than a second by design; the rest is slack for a machine
    /// that activates thousands of functions at once.
    /// </summary>
    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Room in a grain's mailbox beside its waiters, for the Idle calls that will serve them.</summary>
    private const int MailboxBeyondWaiters = 10_000;

    /// <summary>
    /// How long a grain stays without a call. Orleans counts it by the time of day and activates nothing that would be
    /// due before the last look for idle grains: whoever sets the clock back by more than this, less the minute between
    /// two looks, keeps new functions out until the clock has caught up. An hour back must do no harm.
    /// </summary>
    private static readonly TimeSpan s_collectionAge = TimeSpan.FromMinutes(75);

    /// <summary>Adds the silo and what its grains need.</summary>
    public static void AddSilo(WebApplicationBuilder builder, ServerOptions options)
    {
        AddPlatform(builder.Services, options);
        builder.Services.AddFence(options.Fence);
        builder.Services.AddFunctionGrains(
            options.Functions, options.Pools, options.Policies, options.Learning, options.Ledger,
            options.HotFunctions);
        builder.Host.UseOrleans(silo => ConfigureSilo(silo, options));
    }

    private static void ConfigureSilo(ISiloBuilder silo, ServerOptions options)
    {
        var timeout = s_responseTimeout;
        if (options.Cluster.IsOn)
        {
            ClusterMember.Join(silo, options.Cluster);
            silo.Services.AddSingleton<IMembership, ClusterMembership>();
            options.Gateway.Announces = true;
            timeout = options.Cluster.ResponseTimeout;
        }
        else
        {
            silo.UseLocalhostClustering(PortChecks.FindFree(), PortChecks.FindFree());
        }

        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = timeout;
            messaging.MaxEnqueuedRequestsHardLimit = options.Pools.LongestLine + MailboxBeyondWaiters;
        });
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = s_collectionAge);
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = timeout);
        LedgerStores.Add(silo, options.Ledger, options.Functions.MaximumSlots);
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
