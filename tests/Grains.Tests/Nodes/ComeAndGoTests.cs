using System.Collections.Concurrent;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>
/// Shards and functions end and begin anew at random while callers come and go: no container of a caller is ever
/// removed, none is made that is not removed in the end, and nothing stays charged.
/// </summary>
public sealed class ComeAndGoTests
{
    private const int Steps = 150;

    private static readonly string[] s_nodes = ["a", "b", "n1", "n2", "n3"];

    private readonly ConcurrentDictionary<string, string> _held = new();
    private readonly ConcurrentDictionary<string, bool> _removed = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly List<Task> _work = [];
    private int _made;
    private int _granted;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_ShardsAndFunctionsComeAndGo_NothingIsLostOrTaken(ulong seed)
    {
        var unstarted = new NodeCluster { Store = new SharedStore(), Manager = new FakeManager { Left = 3 } };
        unstarted.With("a", "b").Options.Stats.Interval = TimeSpan.FromMilliseconds(500);
        foreach (var node in unstarted.Options.Configured)
        {
            node.MemoryMegabytes = 640;
        }

        await using var cluster = await unstarted.StartAsync();
        foreach (var node in s_nodes.Select(name => cluster.Nodes[name]))
        {
            node.Create = _ => CreateAsync(cluster);
            node.Remove = RemoveAsync;
        }

        var random = SeededRandom.For(seed, 0, 11);
        for (var step = 0; step < Steps; step++)
        {
            Happen(cluster, ref random, step);
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1);
        }

        await EndAsync(cluster);

        var all = $"seed {seed}: {_granted} granted, {_made} made, {_removed.Count} removed; ";
        Assert.True(_violations.IsEmpty, all + string.Join("; ", _violations));
        Assert.True(_granted > Steps / 4, all);
        Assert.Equal(_made, _removed.Count);
    }

    private void Happen(NodeCluster cluster, ref SeededRandom random, int step)
    {
        var function = $"f{(int)(random.NextUnit() * 4)}";
        var hold = TimeSpan.FromSeconds(random.NextUnit() * 20);
        var isBad = random.NextUnit() < 0.2;
        switch (random.NextUnit())
        {
            case < 0.6:
                _work.Add(CallAsync(cluster, function, $"r{step}", hold, isBad));
                break;
            case < 0.66:
                _work.Add(cluster.DeactivateShardAsync());
                break;
            case < 0.72:
                _work.Add(cluster.Functions.Cluster.DeactivateAsync(cluster.Function(function).Grain));
                break;
            default:
                break;
        }
    }

    /// <summary>Everybody has gone, and time enough has passed for everything to be given back.</summary>
    private async Task EndAsync(NodeCluster cluster)
    {
        var work = Task.WhenAll(_work);
        await cluster.PassesUntilAsync(() => Task.FromResult(work.IsCompleted), TimeSpan.FromMilliseconds(100));
        await work;
        await Eventually.ReadsAsync(() => LeftAsync(cluster), left => left.Length == 0);
    }

    /// <summary>What is left; time goes on while it is asked.</summary>
    private static async ValueTask<string> LeftAsync(NodeCluster cluster)
    {
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));
        var status = await cluster.Shard().GetStatus();
        var containers = cluster.Nodes.Containers;
        if (containers.Count == 0 && status is { Slots: 0, Starting: 0, Used.MemoryMegabytes: 0 })
        {
            return "";
        }

        var functions = new List<FunctionStatus>();
        for (var i = 0; i < 4; i++)
        {
            functions.Add(await cluster.Function($"f{i}").StatusAsync());
        }

        return $"containers {string.Join(' ', containers)}; {string.Join("; ", status.Nodes)}; "
            + string.Join("; ", functions);
    }

    private async Task CallAsync(NodeCluster cluster, string name, string request, TimeSpan hold, bool isBad)
    {
        var function = cluster.Function(name);
        var reply = await function.AssignAsync(request, TimeSpan.FromMinutes(5));
        while (reply.Outcome == AssignOutcome.Waiting)
        {
            reply = await function.AssignAsync(request, TimeSpan.FromMinutes(5));
        }

        if (reply.Outcome != AssignOutcome.Granted)
        {
            return;
        }

        Interlocked.Increment(ref _granted);
        var container = reply.Location!.ContainerId;
        if (!_held.TryAdd(container, request) || _removed.ContainsKey(container))
        {
            _violations.Enqueue($"{container} was handed to {request}, and was not free");
        }

        await Task.Delay(hold, cluster.Clock);
        _held.TryRemove(container, out _);
        await function.IdleAsync(request, reply.InstanceId, isBad);
    }

    private async Task<CreateContainerResult> CreateAsync(NodeCluster cluster)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), cluster.Clock);
        return new CreateContainerResult(PlatformOutcome.Ok, $"c{Interlocked.Increment(ref _made)}");
    }

    private Task<NodeCallResult> RemoveAsync(string container)
    {
        _removed[container] = true;
        if (_held.TryGetValue(container, out var holder))
        {
            _violations.Enqueue($"{container} was removed while {holder} held it");
        }

        return Task.FromResult(new NodeCallResult(PlatformOutcome.Ok));
    }
}
