using Orleans.Clustering;
using Orleans.Persistence;

namespace Orleans.Hosting;

public static class RedisSiloBuilderExtensions
{
    public static ISiloBuilder AddRedisGrainStorage(
        this ISiloBuilder builder, string name, Action<RedisStorageOptions> configureOptions) =>
        throw MissingPackages.Error("A ledger in Redis");
}
