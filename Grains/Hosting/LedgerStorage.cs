using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Storage;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Hosting;

/// <summary>Registers where grains store which slots there are.</summary>
public static class LedgerStorage
{
    /// <summary>The storage provider that grains name.</summary>
    public const string Name = "ledger";

    /// <summary>The provider behind it, where one is configured; a host registers that of a database.</summary>
    public const string StoreName = "ledger-store";

    /// <summary>Adds the slot ledger. Where its store is a database, that is added beside it.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="options">Where, and how patiently; <see cref="LedgerOptions.Auto"/> stores nothing.</param>
    public static IServiceCollection AddLedger(
        this IServiceCollection services, LedgerOptions options)
    {
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton<LedgerInstruments>();
        services.TryAddSingleton<StoreHealth>();
        services.AddRecovery(options);
        services.AddFence(new FenceOptions());
        services.AddSingleton(provider => new LedgerServices(
            options,
            provider.GetRequiredService<LedgerInstruments>(),
            provider.GetRequiredService<SiloFence>(),
            provider.GetService<ISlotUseBoard>())
        {
            Health = provider.GetRequiredService<StoreHealth>(),
        });
        if (options.Store is LedgerOptions.None or LedgerOptions.Auto)
        {
            return services.AddGrainStorage(Name, static (_, _) => new NoStorage());
        }

        return services.AddGrainStorage(Name, (provider, _) => new PatientStorage(
            provider.GetRequiredKeyedService<IGrainStorage>(StoreName),
            options,
            provider.GetRequiredService<LedgerInstruments>(),
            provider.GetRequiredService<StoreHealth>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PatientStorage>>()));
    }
}
