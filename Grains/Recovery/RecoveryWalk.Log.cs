using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Recovery;

public sealed partial class RecoveryWalk
{
    [LoggerMessage(1417, LogLevel.Information, "Functions with slots are looked for: {Why}.")]
    private partial void LogWalks(string why);

    [LoggerMessage(1418, LogLevel.Debug, "Shard {Shard} of the live functions could not be told to walk.")]
    private partial void LogNotTold(Exception fault, int shard);

    [LoggerMessage(1419, LogLevel.Warning,
        "{Count} shards of the live functions could not be told to walk. They are told again.")]
    private partial void LogNotAllTold(int count);
}
