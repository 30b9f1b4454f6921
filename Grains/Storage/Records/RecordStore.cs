using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Storage.Records;

/// <summary>
/// Records by key, kept in a log. Reads answer from memory; writes are committed in groups by a thread of their own,
/// because a flush blocks for milliseconds and the pool's threads serve calls.
/// </summary>
internal sealed partial class RecordStore : IDisposable
{
    private readonly IStoreFolder _folder;
    private readonly ILogger _logger;
    private readonly int _queueMegabytes;
    private readonly RecordIndex _records;
    private readonly GroupQueue _queue;
    private readonly Committer _committer;
    private readonly Compactor _compactor;
    private readonly CommitLog _log;
    private readonly Thread _thread;

    /// <summary>Opens the store.</summary>
    /// <param name="options">How.</param>
    /// <param name="folder">Where; owned from now on.</param>
    /// <param name="logger">Told what is found.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="InvalidDataException">What is in it is damaged, or of a newer format.</exception>
    public RecordStore(FileStorageOptions options, IStoreFolder folder, ILogger logger)
    {
        (_folder, _logger, _queueMegabytes) = (folder, logger, options.QueueMegabytes);
        var path = Path.Combine(folder.Path, LogNames.Log);
        try
        {
            var began = Stopwatch.GetTimestamp();
            var opened = new LogOpening(folder).Open();
            _records = opened.Records;
            _log = Begin(opened, options.Sync, path);
            LogOpened(path, _records.Count, opened.Length, Stopwatch.GetElapsedTime(began));
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        _queue = new GroupQueue(options.QueueMegabytes * 1024L * 1024L);
        _committer = new Committer(_log, _records, path, logger);
        _compactor = new Compactor(options, _log, _records, folder, logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "ledger commits" };
        _thread.Start();
    }

    /// <summary>Records that live.</summary>
    public int Count => _records.Count;

    /// <summary>The committed record of a key; null when there is none.</summary>
    public StoredRecord? Read(RecordKey key) => _records.Find(key);

    /// <summary>Writes a state, or clears it.</summary>
    /// <param name="key">Of what.</param>
    /// <param name="payload">The new state; null clears it.</param>
    /// <param name="expected">The etag that the writer knows; null: it knows of no record.</param>
    /// <returns>The new etag, when it is durable; 0 when there was nothing to clear.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The etag is another.</exception>
    /// <exception cref="IOException">It was not written: no room, a disk that fails, too much waiting.</exception>
    public Task<long> WriteAsync(RecordKey key, byte[]? payload, string? expected)
    {
        var write = new PendingWrite(key, payload, expected);
        if (write.Size > LogRecord.MaximumSize)
        {
            throw new IOException(
                $"State {key} takes {write.Size} bytes; a record may have {LogRecord.MaximumSize} at most.");
        }

        return _queue.TryAdd(write)
            ? write.Done
            : throw new IOException(
                $"State {key} was not written to '{_folder.Path}': with it, more than {_queueMegabytes} MB would wait "
                + "for the disk (QueueMegabytes).");
    }

    /// <summary>Commits what waits, then closes the files.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _log.Dispose();
        _folder.Dispose();
    }

    private CommitLog Begin(OpenedLog opened, bool isSynced, string path)
    {
        CommitLog? log = null;
        try
        {
            log = new CommitLog(_folder, opened, isSynced);
            log.Begin();
            if (log.SetAside is { } torn)
            {
                LogTorn(path, opened.Length, opened.Torn ?? "nothing", torn);
            }

            return log;
        }
        catch
        {
            log?.Dispose();
            opened.File.Dispose();
            throw;
        }
    }

    private void Run()
    {
        // Before the first writer comes, the log may be due for compaction.
        IReadOnlyList<PendingWrite>? group = [];
        while (group is not null)
        {
            Advance(group);
            group = _queue.Take(mayWait: !_compactor.IsActive);
        }

        _compactor.Dispose();
    }

    /// <summary>
    /// An exception that left this thread would end the process, and a writer that is not told waits for ever. Faults
    /// of the disk are seen to where they happen; what comes here is a listener to the log that fails too.
    /// </summary>
    private void Advance(IReadOnlyList<PendingWrite> group)
    {
        try
        {
            _committer.Commit(group);
            _compactor.Advance(_committer.Changed, _committer.Written);
        }
        catch (Exception fault)
        {
            foreach (var write in group)
            {
                write.Fail(new IOException($"State {write.Key} may not be written: {fault.Message}", fault));
            }
        }
    }
}
