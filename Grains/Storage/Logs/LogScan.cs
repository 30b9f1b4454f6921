using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>
/// Reads a log's records, front to back, in large pieces, until its end or the first that is not whole.
/// </summary>
internal sealed class LogScan(IStoreFile file, uint seed)
{
    /// <summary>10,000 records of 600 B in six reads.</summary>
    private const int PieceSize = 1024 * 1024;

    private readonly long _length = file.Length;
    private byte[] _buffer = new byte[PieceSize];
    private int _start;
    private int _end;

    /// <summary>Where the next record begins.</summary>
    public long Offset { get; private set; } = LogHeader.Size;

    /// <summary>What is at <see cref="Offset"/> and is no whole record; null while all is well.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Reads all records into an index.</summary>
    public void ReadInto(RecordIndex records)
    {
        while (Offset < _length && Wrong is null)
        {
            ReadNext(records);
        }
    }

    private void ReadNext(RecordIndex records)
    {
        var size = NextSize();
        if (Wrong is not null)
        {
            return;
        }

        Wrong = LogRecord.Read(Take(size), seed, out var record);
        if (Wrong is null)
        {
            var stored = record.Payload is { } payload ? new StoredRecord(payload, record.ETag, size) : null;
            records.Put(record.Key, record.ETag, stored);
            Offset += size;
            _start += size;
        }
    }

    /// <summary>Bytes of the next record; says what is wrong when they cannot be a record's.</summary>
    private int NextSize()
    {
        var left = _length - Offset;
        if (left < LogRecord.MinimumSize)
        {
            Wrong = $"a piece of {left} bytes, less than any record has";
            return 0;
        }

        var size = LogRecord.ReadSize(Take(LogRecord.PrefixSize));
        if (size is < LogRecord.MinimumSize or > LogRecord.MaximumSize)
        {
            Wrong = $"a length of {size} bytes, which no record has";
        }
        else if (size > left)
        {
            Wrong = $"a record of {size} bytes of which {left} are there";
        }

        return (int)Math.Min(size, LogRecord.MaximumSize);
    }

    /// <summary>The next bytes, not yet passed by.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _start < count)
        {
            Fill(count);
        }

        return _buffer.AsSpan(_start, count);
    }

    private void Fill(int count)
    {
        var kept = _buffer.AsSpan(_start, _end - _start);
        var target = count <= _buffer.Length ? _buffer : new byte[Math.Max(count, 2 * PieceSize)];
        kept.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, kept.Length);
        while (_end < count)
        {
            var read = file.Read(_buffer.AsSpan(_end), Offset + _end);
            if (read == 0)
            {
                throw new EndOfStreamException("The log became shorter while it was read.");
            }

            _end += read;
        }
    }
}
