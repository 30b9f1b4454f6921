using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Storage.Records;

internal sealed partial class Committer
{
    [LoggerMessage(1601, LogLevel.Error, "Ledger {Path}: writes fail from now on; reads go on.")]
    private partial void LogWritesFail(Exception fault, string path);

    [LoggerMessage(1602, LogLevel.Warning, "Ledger {Path}: writes go on, after {Count} that failed.")]
    private partial void LogWritesGoOn(string path, long count);

    [LoggerMessage(
        1603, LogLevel.Warning, "Ledger {Path}: a commit was not noted in the head file; less of the log is guarded.")]
    private partial void LogHeadFailed(Exception fault, string path);
}
