using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// Waits for the end of the first walk of all shards. Every function that the index names was read by then, and its
/// slots have claimed their places on the use board: the other places may be handed out again. A board is of a server
/// that is alone, so that all its shards are here. Safe for many threads.
/// </summary>
/// <param name="board">The board; null where there is none.</param>
public sealed class StartWalk(ISlotUseBoard? board)
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _left =
        board is null ? [] : [.. Enumerable.Range(0, LiveFunctionShards.Count).Select(static shard => (long)shard)];

    /// <summary>Every function of a shard has answered.</summary>
    /// <param name="shard">The shard.</param>
    internal void HaveWalked(long shard)
    {
        lock (_gate)
        {
            if (_left.Remove(shard) && _left.Count == 0)
            {
                board!.FreeUnclaimed();
            }
        }
    }
}
