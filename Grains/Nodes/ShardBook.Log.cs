using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Nodes;

internal sealed partial class ShardBook
{
    [LoggerMessage(1351, LogLevel.Warning, "Shard {Shard}: its nodes were not stored, for the {Time}. time.")]
    private partial void LogWriteFailed(Exception fault, int shard, int time);

    [LoggerMessage(
        1352, LogLevel.Error, "Shard {Shard}: given up by owner {Mine}: its nodes belong to owner {Other}.")]
    private partial void LogConflict(Exception fault, int shard, long mine, long other);
}
