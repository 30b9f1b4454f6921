using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Storage.Records;

internal sealed partial class Compactor
{
    [LoggerMessage(1621, LogLevel.Information, "Ledger {Folder}: compacted from {Before} to {After} bytes.")]
    private partial void LogCompacted(string folder, long before, long after);

    [LoggerMessage(1622, LogLevel.Warning, "Ledger {Folder}: was not compacted; tried again when it has grown.")]
    private partial void LogGivenUp(Exception fault, string folder);

    [LoggerMessage(1623, LogLevel.Warning, "Ledger {Folder}: the compacted log was not noted in the head file yet.")]
    private partial void LogNotNoted(Exception fault, string folder);
}
