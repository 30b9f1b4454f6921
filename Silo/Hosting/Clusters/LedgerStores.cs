using Orleans.Configuration;
using Orleans.Hosting;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Storage;
using StackExchange.Redis;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>Stores of the slot ledger: one that every silo of a cluster reaches, or the file of one server.</summary>
internal static class LedgerStores
{
    /// <summary>Under which name the grain storage is added; the ledger's own provider wraps it.</summary>
    public const string Name = LedgerStorage.StoreName;

    /// <summary>Adds the store that is configured.</summary>
    public static void Add(ISiloBuilder silo, LedgerOptions options)
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
                break;
            case LedgerOptions.Postgres:
                AddPostgres(silo, options.ConnectionString);
                break;
            case LedgerOptions.Redis:
                AddRedis(silo, options.ConnectionString);
                break;
        }
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
