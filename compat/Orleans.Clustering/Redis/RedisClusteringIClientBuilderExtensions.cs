using Orleans.Clustering;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

public static class RedisClusteringIClientBuilderExtensions
{
    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, string redisConnectionString) =>
        throw MissingPackages.Error("Membership in Redis");
}
