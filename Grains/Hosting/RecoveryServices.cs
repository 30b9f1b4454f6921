using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Grains.Clocks;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Hosting;

/// <summary>Registers what finds functions again, and what stops a silo that was given up.</summary>
public static class RecoveryServices
{
    /// <summary>
    /// Adds the index of live functions and, where there is a store, the walk at the silo's start and after a loss. A
    /// store named <c>ledger</c> has to be added beside it.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="options">
    /// The ledger's. <see cref="LedgerOptions.Store"/> is what was decided on: with <see cref="LedgerOptions.None"/>
    /// nothing is walked.
    /// </param>
    public static IServiceCollection AddRecovery(this IServiceCollection services, LedgerOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton<TimeProvider>(_ => new RunningTime(TimeProvider.System));
        services.TryAddSingleton(options);
        services.TryAddSingleton<StoreHealth>();
        services.AddSingleton<WalkPace>();
        services.AddSingleton<RecoveryInstruments>();
        services.AddSingleton(provider => new StartWalk(provider.GetService<ISlotUseBoard>()));
        services.AddSingleton<WalkServices>();
        services.TryAddSingleton<IClusterChanges, SiloLosses>();
        if (options.Store is not (LedgerOptions.None or LedgerOptions.Auto))
        {
            services.AddHostedService<RecoveryWalk>();
        }

        return services;
    }

    /// <summary>Adds what tells a process without a silo of lost ones.</summary>
    public static IServiceCollection AddClientLosses(this IServiceCollection services)
    {
        services.AddSingleton<ClientLosses>();
        services.AddSingleton<IClusterChanges>(provider => provider.GetRequiredService<ClientLosses>());
        services.AddHostedService(provider => provider.GetRequiredService<ClientLosses>());
        return services;
    }

    /// <summary>Adds the fence. Without an <see cref="IMembership"/> beside it the process counts as alone.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="options">When a process counts as having been frozen. Added twice, the first ones hold.</param>
    public static IServiceCollection AddFence(this IServiceCollection services, FenceOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton<IMembership, SoleMember>();
        services.TryAddSingleton(options);
        services.TryAddSingleton<FenceInstruments>();
        services.TryAddSingleton(provider =>
        {
            var fence = new SiloFence(
                provider.GetRequiredService<IMembership>(),
                provider.GetRequiredService<FenceOptions>(),
                provider.GetRequiredService<FenceInstruments>(),
                SteadyClock.Instance,
                provider.GetRequiredService<ILogger<SiloFence>>());
            fence.Start();
            return fence;
        });
        return services;
    }
}
