using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Platforms;

namespace OrleansScaler.Grains.Hosting;

/// <summary>Registers what slots on nodes of ours need.</summary>
public static class NodeGrainServices
{
    /// <summary>
    /// Adds the platform of our own nodes. <see cref="NodeServices"/> have to be added beside it, and the services of
    /// function grains.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="options">Shards, nodes and how they are treated; the policy named must be known.</param>
    public static IServiceCollection AddNodePlatform(this IServiceCollection services, NodePlatformOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<FleetFactory>();
        services.AddSingleton<ShardLoads>();
        services.AddSingleton<PlacementDesk>();
        services.AddSingleton<IPlatform, NodePlatform>();
        return services;
    }
}
