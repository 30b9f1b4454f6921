using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>One silo with function grains, placement grains, and nodes that the test drives.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    private readonly FunctionCluster _functions;

    public NodeCluster() => _functions = new FunctionCluster { Clock = Clock, ConfigureSilo = Configure };

    /// <summary>Nodes are not watched, unless the test says so.</summary>
    public NodePlatformOptions Options { get; init; } = new() { Stats = { Interval = TimeSpan.Zero } };

    public FakeTimeProvider Clock { get; } = new();

    public FakeNodes Nodes { get; } = new();

    public FakeManager? Manager { get; init; }

    public FunctionCluster Functions => _functions;

    public async Task<NodeCluster> StartAsync()
    {
        await _functions.StartAsync();
        return this;
    }

    public FunctionCalls Function(string key = "f") => _functions.Function(key);

    public IPlacementGrain Shard(int number = 0) =>
        _functions.Cluster.Client.GetGrain<IPlacementGrain>(number);

    public Task<ShardStatus> StatusAsync(Func<ShardStatus, bool> wanted, int shard = 0) =>
        Eventually.ReadsAsync(() => Shard(shard).GetStatus(), wanted);

    /// <summary>Configures nodes of 3,072 MB each: room for 24 slots of 128 MB.</summary>
    public NodeCluster With(params string[] names)
    {
        foreach (var name in names)
        {
            Options.Configured.Add(new ConfiguredNode { Id = name, Address = name });
        }

        return this;
    }

    /// <summary>Lets time go on in small steps until something holds.</summary>
    public Task PassesUntilAsync(Func<Task<bool>> condition, TimeSpan? step = null) => Eventually.HoldsAsync(async () =>
    {
        Clock.Advance(step ?? TimeSpan.FromMilliseconds(50));
        return await condition();
    });

    public ValueTask DisposeAsync() => _functions.DisposeAsync();

    private void Configure(Orleans.Hosting.ISiloBuilder silo)
    {
        silo.Services.AddSingleton(new NodeServices(Nodes, Manager));
        silo.Services.AddNodePlatform(Options);
    }
}
