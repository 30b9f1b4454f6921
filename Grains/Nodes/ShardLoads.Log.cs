using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Nodes;

public sealed partial class ShardLoads
{
    [LoggerMessage(1321, LogLevel.Debug, "Shard {Shard} did not say how full it is.")]
    private partial void LogNotHeard(Exception fault, int shard);
}
