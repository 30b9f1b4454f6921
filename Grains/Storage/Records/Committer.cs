using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Storage.Records;

/// <summary>
/// Commits groups of writes: etags are compared, all records go to the log in one write and one flush, then they are
/// shown to readers, then the writers are told. Used by one thread at a time.
/// </summary>
internal sealed partial class Committer(CommitLog log, RecordIndex records, string path, ILogger logger)
{
    /// <summary>A group of an ordinary moment; what a larger one took is given back.</summary>
    private const int KeptBuffer = 4 * 1024 * 1024;

    private readonly Dictionary<RecordKey, StoredRecord?> _changes = [];
    private ArrayBufferWriter<byte> _buffer = new();
    private long _lastETag = records.LastETag;
    private long _failed;

    /// <summary>Keys that the last group changed.</summary>
    public IReadOnlyCollection<RecordKey> Changed => _changes.Keys;

    /// <summary>Bytes that the last group added to the log.</summary>
    public int Written => _buffer.WrittenCount;

    /// <summary>Commits a group, all of it or nothing, and tells its writers.</summary>
    public void Commit(IReadOnlyList<PendingWrite> group)
    {
        Clear();
        try
        {
            foreach (var write in group)
            {
                Prepare(write);
            }

            if (_buffer.WrittenCount > 0)
            {
                log.Append(_buffer.WrittenSpan);
            }
        }
        catch (Exception fault)
        {
            // Whatever it was: a writer that is not told would wait for ever.
            Clear();
            Fail(group, fault);
            return;
        }

        Publish();
        foreach (var write in group)
        {
            write.Complete();
        }

        if (_buffer.WrittenCount > 0)
        {
            NoteRecovered();
        }
    }

    private void Clear()
    {
        _changes.Clear();
        if (_buffer.Capacity > KeptBuffer)
        {
            _buffer = new ArrayBufferWriter<byte>();
        }
        else
        {
            _buffer.ResetWrittenCount();
        }
    }

    /// <summary>Etags are never given twice, not even those of a group that failed.</summary>
    private void Prepare(PendingWrite write)
    {
        var current = _changes.TryGetValue(write.Key, out var changed) ? changed : records.Find(write.Key);
        if (current?.ETag.ToString(CultureInfo.InvariantCulture) is var stored && stored != write.Expected)
        {
            write.Refusal = new InconsistentStateException(
                $"State {write.Key} was written by somebody else: its etag is {stored ?? "none"}, the writer knows "
                + $"{write.Expected ?? "none"}.",
                stored,
                write.Expected);
        }
        else if (current is not null || write.Payload is not null)
        {
            var eTag = ++_lastETag;
            var size = new LogRecord(write.Key, eTag, write.Payload).Write(_buffer, log.Seed);
            write.ETag = eTag;
            _changes[write.Key] = write.Payload is { } payload ? new StoredRecord(payload, eTag, size) : null;
        }
    }

    private void Fail(IReadOnlyList<PendingWrite> group, Exception fault)
    {
        if (_failed == 0)
        {
            LogWritesFail(fault, path);
        }

        _failed += group.Count;
        foreach (var write in group)
        {
            write.Fail(new IOException($"State {write.Key} was not written to '{path}': {fault.Message}", fault));
        }
    }

    private void NoteRecovered()
    {
        if (_failed > 0)
        {
            LogWritesGoOn(path, _failed);
            _failed = 0;
        }
    }

    private void Publish()
    {
        foreach (var (key, record) in _changes)
        {
            records.Put(key, record?.ETag ?? _lastETag, record);
        }

        if (_changes.Count > 0 && log.TryNote() is { } fault)
        {
            LogHeadFailed(fault, path);
        }
    }
}
