using System.Collections.Concurrent;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>
/// A container that a caller holds is never removed, and one whose removal has begun is never handed out: callers come
/// and go in random order while slots are reclaimed, marked as bad, and made to give room.
/// </summary>
public sealed class HandOutTests
{
    private const int Callers = 8;
    private const int RequestsEach = 40;

    private readonly ConcurrentDictionary<string, string> _held = new();
    private readonly ConcurrentDictionary<string, bool> _removed = new();
    private readonly ConcurrentQueue<string> _violations = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task HandOut_RacingWithRemoval_NeverMeets(ulong seed)
    {
        var unstarted = new NodeCluster().With("n1");
        unstarted.Options.Configured[0].MemoryMegabytes = 600;
        unstarted.Functions.Policies.KeepAlive = TimeSpan.FromMilliseconds(30);
        await using var cluster = await unstarted.StartAsync();
        cluster.Nodes["n1"].Remove = RemoveAsync;

        var calls = Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(cluster, seed, caller)));
        await cluster.PassesUntilAsync(() => Task.FromResult(calls.IsCompleted), TimeSpan.FromMilliseconds(10));
        await calls;

        Assert.True(_violations.IsEmpty, $"seed {seed}: {string.Join("; ", _violations)}");
        Assert.True(_removed.Count > Callers, $"seed {seed}: only {_removed.Count} containers were removed");
    }

    private async Task CallAsync(NodeCluster cluster, ulong seed, int caller)
    {
        var random = SeededRandom.For(seed, (ulong)caller, 7);
        for (var i = 0; i < RequestsEach; i++)
        {
            var function = cluster.Function($"f{(int)(random.NextUnit() * 3)}");
            var request = $"r{caller}-{i}";
            var reply = await function.AssignToTheEndAsync(request, TimeSpan.FromSeconds(60));
            if (reply.Outcome != AssignOutcome.Granted)
            {
                continue;
            }

            var container = reply.Location!.ContainerId;
            Hold(container, request);
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextUnit() * 60), cluster.Clock);
            _held.TryRemove(container, out _);
            await function.IdleAsync(request, reply.InstanceId, needDestroy: random.NextUnit() < 0.2);
        }
    }

    private void Hold(string container, string request)
    {
        if (!_held.TryAdd(container, request))
        {
            _violations.Enqueue($"{container} was handed to {request} while {_held[container]} held it");
        }

        if (_removed.ContainsKey(container))
        {
            _violations.Enqueue($"{container} was handed to {request} after its removal had begun");
        }
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
