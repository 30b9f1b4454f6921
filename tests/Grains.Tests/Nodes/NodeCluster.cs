using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>One silo with function grains, placement grains, and nodes that the test drives.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    private readonly FunctionCluster _functions;
    private readonly CutLine _line = new();
    private SharedStore.Link? _link;

    public NodeCluster(FakeTimeProvider? clock = null)
    {
        Clock = clock ?? Clock;
        _functions = new FunctionCluster { Clock = Clock, ConfigureSilo = Configure };
    }

    /// <summary>Nodes are not watched, unless the test says so.</summary>
    public NodePlatformOptions Options { get; init; } = new() { Stats = { Interval = TimeSpan.Zero } };

    public FakeTimeProvider Clock { get; } = new();

    public FakeNodes Nodes { get; init; } = new();

    public FakeManager? Manager { get; init; }

    /// <summary>Where slots and nodes are stored; nowhere where not given.</summary>
    public SharedStore? Store { get; init; }

    public FunctionCluster Functions => _functions;

    public async Task<NodeCluster> StartAsync()
    {
        _functions.Ledger.Store = Store is null ? LedgerOptions.None : LedgerOptions.File;
        await _functions.StartAsync();
        return this;
    }

    /// <summary>The server dies: what it still does reaches nobody.</summary>
    public void Crash()
    {
        _line.IsCut = true;
        _link!.IsCut = true;
    }

    public FunctionCalls Function(string key = "f") => _functions.Function(key);

    public IPlacementGrain Shard(int number = 0) =>
        _functions.Cluster.Client.GetGrain<IPlacementGrain>(number);

    public Task<ShardStatus> StatusAsync(Func<ShardStatus, bool> wanted, int shard = 0) =>
        Eventually.ReadsAsync(() => Shard(shard).GetStatus(), wanted);

    /// <summary>The shard's grain ends in good order and begins anew with the next call.</summary>
    public Task DeactivateShardAsync(int number = 0) => _functions.Cluster.DeactivateAsync(Shard(number)).EndsAsync();

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

    /// <summary>Lets time go on in steps of half a second, the shard being asked between.</summary>
    public Task PassAsync(TimeSpan time)
    {
        var until = Clock.GetUtcNow() + time;
        return PassesUntilAsync(
            async () =>
            {
                await Shard().GetStatus();
                return Clock.GetUtcNow() >= until;
            },
            TimeSpan.FromMilliseconds(500));
    }

    public async ValueTask DisposeAsync()
    {
        var ended = _functions.DisposeAsync().AsTask();
        while (!ended.IsCompleted)
        {
            // A server that reaches nobody, or gets no room, waits for its time-outs.
            Clock.Advance(TimeSpan.FromMilliseconds(_line.IsCut ? 1_000 : 50));
            await Task.WhenAny(ended, Task.Delay(1));
        }

        await ended;
    }

    private void Configure(Orleans.Hosting.ISiloBuilder silo)
    {
        var services = new NodeServices(_line.To(Nodes), Manager is null ? null : _line.To(Manager));
        silo.Services.AddSingleton(services);
        silo.Services.AddNodePlatform(Options);
        if (Store is not null)
        {
            _link = Store.Connect();
            silo.Services.AddGrainStorage(LedgerStorage.StoreName, (_, _) => _link);
        }
    }
}
