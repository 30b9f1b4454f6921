using System.Buffers;
using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Storage.Records;

/// <summary>
/// One new log in the making, beside the one that is used: the newest record of every key, and again of keys that
/// changed meanwhile, until it has all. Written in steps, so that writers wait for one step at most.
/// </summary>
internal sealed class Compaction : IDisposable
{
    /// <summary>What a disk takes in a few milliseconds.</summary>
    private const int StepSize = 1024 * 1024;

    private readonly RecordIndex _records;
    private readonly IEnumerator<RecordKey> _keys;
    private readonly Queue<RecordKey> _changed = [];
    private readonly HashSet<RecordKey> _waiting = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly IStoreFile _file;
    private readonly LogHeader _header;
    private long _length = LogHeader.Size;
    private bool _isTaken;

    /// <summary>Begins a new log.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="header">Of the log that is used.</param>
    /// <param name="records">What lives of it.</param>
    public Compaction(IStoreFolder folder, LogHeader header, RecordIndex records)
    {
        _records = records;
        _keys = records.Keys.GetEnumerator();
        _header = header with { Generation = header.Generation + 1 };
        _file = folder.Open(LogNames.NewLog);
    }

    /// <summary>These changed since; the newest of them is written again.</summary>
    public void Note(IEnumerable<RecordKey> changed)
    {
        foreach (var key in changed.Where(_waiting.Add))
        {
            _changed.Enqueue(key);
        }
    }

    /// <summary>Writes some more.</summary>
    /// <param name="atLeast">
    /// Bytes. Twice what the last group of writers brought: so the new log catches up however much they write.
    /// </param>
    /// <returns>Whether it has all.</returns>
    public bool Step(int atLeast)
    {
        if (_length == LogHeader.Size)
        {
            _file.SetLength(0); // Of one that was given up.
        }

        var seed = _header.Seed;
        _buffer.ResetWrittenCount();
        var isDone = false;
        while (!isDone && _buffer.WrittenCount < Math.Max(StepSize, atLeast))
        {
            isDone = !WriteNext(seed);
        }

        _file.Write(_buffer.WrittenSpan, _length);
        _file.Flush();
        _length += _buffer.WrittenCount;
        return isDone;
    }

    /// <summary>Puts the new log in the old one's place.</summary>
    /// <param name="log">The old one; the new one when this returns.</param>
    public void Finish(CommitLog log)
    {
        var header = _header with { ETagFloor = _records.LastETag, SealedLength = _length };
        Span<byte> bytes = stackalloc byte[LogHeader.Size];
        header.Write(bytes);
        _file.Write(bytes, 0);
        _file.Flush();
        log.Replace(_file, header);
        _isTaken = true;
    }

    public void Dispose()
    {
        _keys.Dispose();
        if (!_isTaken)
        {
            _file.Dispose();
        }
    }

    /// <summary>The keys of the beginning first, then those that changed; of these a clearing is written too.</summary>
    private bool WriteNext(uint seed)
    {
        if (_keys.MoveNext())
        {
            Write(_keys.Current, seed, writesClearing: false);
            return true;
        }

        if (!_changed.TryDequeue(out var key))
        {
            return false;
        }

        _waiting.Remove(key);
        Write(key, seed, writesClearing: true);
        return true;
    }

    private void Write(RecordKey key, uint seed, bool writesClearing)
    {
        var record = _records.Find(key);
        if (record is not null || writesClearing)
        {
            new LogRecord(key, record?.ETag ?? _records.LastETag, record?.Payload).Write(_buffer, seed);
        }
    }
}
