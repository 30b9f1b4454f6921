using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>Stores of the slot ledger that every silo of a cluster reaches.</summary>
internal static class LedgerStores
{
    /// <summary>Under which name the grain storage is added; the ledger's own provider wraps it.</summary>
    public const string Name = "ledger-store";

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
