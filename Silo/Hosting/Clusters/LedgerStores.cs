using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Storage;
using OrleansScaler.Grains.Storage.Boards;
using OrleansScaler.Scheduling.Pools;
using StackExchange.Redis;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>Stores of the slot ledger: one that every silo of a cluster reaches, or the file of one server.</summary>
internal static class LedgerStores
{
    /// <summary>Under which name the grain storage is added; the ledger's own provider wraps it.</summary>
    public const string Name = LedgerStorage.StoreName;

    /// <summary>Adds the store that is configured.</summary>
    /// <param name="silo">Gets it.</param>
    /// <param name="options">Checked.</param>
    /// <param name="maximumSlots">Slots that the silo may own, for the use board of a file store.</param>
    public static void Add(ISiloBuilder silo, LedgerOptions options, int maximumSlots)
    {
        switch (options.Store)
        {
            case LedgerOptions.File:
                silo.Services.AddFileGrainStorage(Name, new FileStorageOptions
                {
                    Folder = options.Folder,
                    MakesFolder = true,
                    Sync = options.Sync,
                });
                silo.Services.AddSingleton<ISlotUseBoard>(provider => OpenBoard(provider, options, maximumSlots));
                break;
            case LedgerOptions.Postgres:
                AddPostgres(silo, options.ConnectionString);
                break;
            case LedgerOptions.Redis:
                AddRedis(silo, options.ConnectionString);
                break;
        }
    }

    /// <summary>After the store, which makes the folder and keeps others out of it.</summary>
    private static MappedUseBoard OpenBoard(IServiceProvider services, LedgerOptions options, int maximumSlots)
    {
        services.GetRequiredKeyedService<IGrainStorage>(Name);
        return new MappedUseBoard(
            options.Folder, maximumSlots, services.GetRequiredService<ILogger<MappedUseBoard>>());
    }

    /// <summary>Adds a store in PostgreSQL. Its tables come from <c>deploy/postgres</c>.</summary>
    public static void AddPostgres(ISiloBuilder silo, string connectionString) =>
        silo.AddAdoNetGrainStorage(Name, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = ClusterMember.PostgresInvariant;
            options.ConnectionString = connectionString;
        });

    /// <summary>Adds a store in Redis, which has to be a durable one: appended to disk, nothing evicted.</summary>
    public static void AddRedis(ISiloBuilder silo, string connectionString) =>
        silo.AddRedisGrainStorage(
            Name, options => options.ConfigurationOptions = ConfigurationOptions.Parse(connectionString));
}
