using Microsoft.Extensions.Logging;
using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Storage.Records;

/// <summary>
/// Compacts the log when it holds too much that is outdated. Runs between the groups of writers, on their thread: a
/// writer waits for one step at most, a megabyte and a flush.
/// </summary>
internal sealed partial class Compactor(
    FileStorageOptions options, CommitLog log, RecordIndex records, IStoreFolder folder, ILogger logger) : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>After one that failed, the log grows by a quarter before the next try.</summary>
    private const int RetryPart = 4;

    private Compaction? _compaction;
    private long _retryAbove;

    /// <summary>Whether there is more to do now.</summary>
    public bool IsActive => _compaction is not null;

    private bool IsDue =>
        log.Length > Math.Max(_retryAbove, options.CompactAboveMegabytes * (long)Megabyte)
        && log.Length > options.CompactAboveTimes * (records.Size + LogHeader.Size);

    /// <summary>Does the next step, if there is one.</summary>
    /// <param name="changed">Keys that were committed since the last one.</param>
    /// <param name="written">Bytes that they brought.</param>
    public void Advance(IReadOnlyCollection<RecordKey> changed, int written)
    {
        try
        {
            _compaction?.Note(changed);
            if (_compaction is null && IsDue)
            {
                _compaction = new Compaction(folder, log.Header, records);
            }

            if (_compaction?.Step(2 * written) == true)
            {
                Finish(_compaction);
            }
        }
        catch (Exception fault)
        {
            // Whatever it was: the log is as it was, and the thread has writers to serve.
            _retryAbove = log.Length + (log.Length / RetryPart);
            Dispose();
            LogGivenUp(fault, folder.Path);
        }
    }

    /// <summary>Gives up what is under way; the log stays as it is.</summary>
    public void Dispose()
    {
        _compaction?.Dispose();
        _compaction = null;
    }

    private void Finish(Compaction compaction)
    {
        var before = log.Length;
        compaction.Finish(log);
        Dispose();
        _retryAbove = 0;
        LogCompacted(folder.Path, before, log.Length);
        if (log.TryNote() is { } fault)
        {
            LogNotNoted(fault, folder.Path);
        }
    }
}
