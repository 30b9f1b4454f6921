using System.Text;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Gateway.Admin;

/// <summary>The shards of nodes that the server has; none where the platform places slots by itself.</summary>
/// <param name="count">How many.</param>
/// <param name="find">The grain of a shard, by its number from 0.</param>
/// <param name="time">Tells when a shard has had long enough to answer.</param>
public sealed class NodeShards(int count, Func<int, IPlacementGrain> find, TimeProvider time)
{
    /// <summary>Shards asked at once: a hundred shards of a cluster must not all answer into one moment.</summary>
    private const int MaximumAtOnce = 16;

    /// <summary>A shard answers within about a second; one that takes twice that does not answer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>The shard of a node that joins by itself: always the same for one name (FNV-1a of its UTF-8).</summary>
    internal int ShardOf(string nodeId) =>
        (int)(StableHash.Of32(Encoding.UTF8.GetBytes(nodeId)) % (uint)count);

    /// <summary>Asks every shard.</summary>
    /// <returns>One answer for each, in their order.</returns>
    internal async Task<ShardAnswer<T>[]> AskAllAsync<T>(
        Func<IPlacementGrain, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        var answers = new ShardAnswer<T>[count];
        var atOnce = new ParallelOptions
        {
            MaxDegreeOfParallelism = MaximumAtOnce,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            atOnce,
            async (shard, token) => answers[shard] = await AskAsync(shard, ask, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return answers;
    }

    /// <summary>Asks one shard. One that does not answer, or fails, is named in the answer.</summary>
    internal async Task<ShardAnswer<T>> AskAsync<T>(
        int shard, Func<IPlacementGrain, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var value = await ask(find(shard)).AsTask().WaitAsync(Patience, time, cancellationToken)
                .ConfigureAwait(false);
            return new ShardAnswer<T>(shard, value, Problem: null);
        }
        catch (TimeoutException)
        {
            return new ShardAnswer<T>(
                shard, default, $"Shard {shard} has not answered within {Patience.TotalSeconds} s.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new ShardAnswer<T>(shard, default, $"Shard {shard} cannot be asked now: {e.Message}");
        }
    }
}
