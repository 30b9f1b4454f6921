using Orleans.Clustering;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

public static class RedisClusteringISiloBuilderExtensions
{
    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, string redisConnectionString) =>
        throw MissingPackages.Error("Membership in Redis");
}
