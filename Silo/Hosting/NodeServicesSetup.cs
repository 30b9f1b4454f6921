using OrleansScaler.Grains.Clocks;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Platforms.Nodes.Grpc;
using OrleansScaler.Silo.Configuration;
using OrleansScaler.Simulation.SimulatedNodes;

namespace OrleansScaler.Silo.Hosting;

/// <summary>Composes the platform of our own nodes: behind gRPC, or simulated in this process.</summary>
internal static class NodeServicesSetup
{
    /// <summary>Adds it.</summary>
    public static void AddNodes(this IServiceCollection services, NodesOptions options)
    {
        services.AddNodePlatform(options);
        if (options.AreSimulated)
        {
            AddSimulated(services, options);
            return;
        }

        services.AddSingleton(provider => new GrpcNodeConnector(
            options.Calls, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new ManagerChannel(options));
        services.AddSingleton(provider => new NodeServices(
            provider.GetRequiredService<GrpcNodeConnector>(),
            provider.GetRequiredService<ManagerChannel>().Connect(provider.GetRequiredService<TimeProvider>())));
    }

    private static void AddSimulated(IServiceCollection services, NodesOptions options)
    {
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var nodes = new SimulatedNodeConnector(options.Simulated, time);
            var manager = options.Simulated.Lent > 0
                ? new SimulatedResourceManager(nodes, options.Simulated, time)
                : null;
            return new NodeServices(nodes, manager);
        });

        // The offers alone: the machines come to be when they are first reached.
        var time = new RunningTime(TimeProvider.System);
        foreach (var offer in new SimulatedNodeConnector(options.Simulated, time).Standing)
        {
            options.Configured.Add(new ConfiguredNode
            {
                Id = offer.Id.Value,
                Address = offer.Endpoint.Address,
                Port = offer.Endpoint.Port,
                MemoryMegabytes = offer.MemoryMegabytes,
                CpuMillicores = options.Simulated.CpuMillicores,
            });
        }
    }
}
