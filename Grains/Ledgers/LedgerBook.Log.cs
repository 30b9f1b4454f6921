using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Ledgers;

/// <content>What is logged.</content>
internal sealed partial class LedgerBook
{
    [LoggerMessage(1401, LogLevel.Warning, "Function {Function}: its slots were not stored, for the {Time}. time.")]
    private partial void LogWriteFailed(Exception fault, string function, int time);

    [LoggerMessage(
        1402, LogLevel.Error, "Function {Function}: given up by owner {Mine}: its slots belong to owner {Other}.")]
    private partial void LogConflict(Exception fault, string function, long mine, long other);

    [LoggerMessage(
        1403, LogLevel.Warning, "Function {Function}: a slot is made before that is stored: the store takes too long.")]
    private partial void LogUnrecorded(string function);
}
