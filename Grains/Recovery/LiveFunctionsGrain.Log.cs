using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Recovery;

public sealed partial class LiveFunctionsGrain
{
    [LoggerMessage(1411, LogLevel.Warning,
        "Shard {Shard} of the live functions could not be stored. It is tried again; functions start meanwhile.")]
    private partial void LogNotStored(Exception fault, int shard);

    [LoggerMessage(1412, LogLevel.Warning, "Shard {Shard} of the live functions was closed before it was stored.")]
    private partial void LogNotStoredAtEnd(Exception fault, int shard);

    [LoggerMessage(1415, LogLevel.Debug, "Shard {Shard}: {Count} functions without slots are forgotten.")]
    private partial void LogForgotten(int shard, int count);

    [LoggerMessage(1416, LogLevel.Error, "Shard {Shard}: a fault of ours ended the walk.")]
    private partial void LogWalkEnded(Exception fault, int shard);
}
