using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Shards;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// What a silo knows of how full the shards are. Every answer of a shard brings it up to date for nothing; one that has
/// not answered for a while is asked when it is drawn, without waiting for it.
/// </summary>
/// <param name="grains">Reaches the shards.</param>
/// <param name="options">How many shards there are, and how old knowledge may be.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of shards that did not answer.</param>
public sealed partial class ShardLoads(
    IGrainFactory grains, NodePlatformOptions options, TimeProvider time, ILogger<ShardLoads> logger)
{
    private readonly ConcurrentDictionary<int, (ShardDigest Digest, DateTimeOffset At)> _known = new();

    /// <summary>Chooses between two shards that were drawn.</summary>
    /// <param name="bits">64 random bits.</param>
    /// <param name="need">What one slot takes.</param>
    /// <returns>The shard to ask, and the one that gets what has no room there; null when there is no other.</returns>
    internal (int Shard, int? Other) Choose(ulong bits, Resources need)
    {
        var (one, other) = TwoChoices.Draw(bits, options.Shards);
        if (one == other)
        {
            return (one, null);
        }

        var chosen = TwoChoices.Choose(Know(one), Know(other), need);
        return (chosen, chosen == one ? other : one);
    }

    /// <summary>A shard told how full it is.</summary>
    internal void Hear(ShardLoad load) => _known[load.Shard] = (load.ToDigest(), time.GetUtcNow());

    private ShardDigest Know(int shard)
    {
        var now = time.GetUtcNow();
        var isKnown = _known.TryGetValue(shard, out var known);
        if (!isKnown || now - known.At >= options.LoadAge)
        {
            // Taken as heard just now, so that it is asked once.
            known = (isKnown ? known.Digest : Unknown(shard), now);
            _known[shard] = known;
            _ = AskAsync(shard);
        }

        return known.Digest;
    }

    /// <summary>As if it were empty: then it is tried, and tells.</summary>
    private static ShardDigest Unknown(int shard)
    {
        var much = new Resources(double.MaxValue, double.MaxValue);
        return new ShardDigest(shard, much, Resources.Zero, much);
    }

    /// <summary>Cannot fail: what fails leaves what was known.</summary>
    private async Task AskAsync(int shard)
    {
        try
        {
            Hear(await grains.GetGrain<IPlacementGrain>(shard).GetLoad());
        }
        catch (Exception fault)
        {
            LogNotHeard(fault, shard);
        }
    }
}
