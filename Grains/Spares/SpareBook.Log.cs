using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Spares;

/// <content>What is logged.</content>
internal sealed partial class SpareBook
{
    [LoggerMessage(1221, LogLevel.Warning, "Spares of {Size} MB were not stored, for the {Time}. time.")]
    private partial void LogWriteFailed(Exception fault, string size, int time);

    [LoggerMessage(
        1222, LogLevel.Error, "Spares of {Size} MB: given up by owner {Mine}: they belong to owner {Other}.")]
    private partial void LogConflict(Exception fault, string size, long mine, long other);
}
