using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Simulation.SimulatedNodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>One silo whose slots stand on simulated nodes.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    private readonly FunctionCluster _functions;
    private readonly NodePlatformOptions _options = new();

    public SimulatedCluster(int nodes)
    {
        var clock = TimeProvider.System;
        var behaviour = new SimulatedNodeOptions { Count = nodes, CreateLatency = TimeSpan.FromMilliseconds(20) };
        Nodes = new SimulatedNodeConnector(behaviour, clock);
        foreach (var offer in Nodes.Standing)
        {
            var (id, endpoint) = (offer.Id.Value, offer.Endpoint);
            _options.Configured.Add(new ConfiguredNode { Id = id, Address = endpoint.Address, Port = endpoint.Port });
        }

        _functions = new FunctionCluster
        {
            OtherClock = clock,
            ConfigureSilo = silo => silo.Services
                .AddSingleton(new NodeServices(Nodes, null))
                .AddNodePlatform(_options),
        };
    }

    public SimulatedNodeConnector Nodes { get; }

    public Task StartAsync() => _functions.StartAsync();

    public IFunctionGrain Grain(string key) => _functions.Cluster.Client.GetGrain<IFunctionGrain>(key);

    public ValueTask DisposeAsync() => _functions.DisposeAsync();
}
