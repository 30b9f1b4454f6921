using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Storage.Records;

internal sealed partial class RecordStore
{
    [LoggerMessage(1611, LogLevel.Information, "Ledger {Path}: {Records} records in {Bytes} bytes, read in {Elapsed}.")]
    private partial void LogOpened(string path, int records, long bytes, TimeSpan elapsed);

    [LoggerMessage(
        1612,
        LogLevel.Warning,
        "Ledger {Path}: a crash left at offset {Offset} {Found}. It was never acknowledged; it is in {Torn} now.")]
    private partial void LogTorn(string path, long offset, string found, string torn);
}
