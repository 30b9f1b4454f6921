using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>
/// Opens a log, or refuses to. What was acknowledged and is not there, or not whole, is never passed over: it would be
/// slots that nobody destroys, or that are lent twice. Nothing is written before everything was read.
/// </summary>
/// <param name="folder">Where.</param>
internal sealed class LogOpening(IStoreFolder folder)
{
    private readonly string _path = Path.Combine(folder.Path, LogNames.Log);
    private readonly string _headPath = Path.Combine(folder.Path, LogNames.Head);

    /// <summary>Reads the log; makes one where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer format.</exception>
    public OpenedLog Open()
    {
        if (!folder.Exists(LogNames.Log))
        {
            Make();
        }

        var file = folder.Open(LogNames.Log);
        try
        {
            return Read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Made beside and renamed: there is never a log with half a header.</summary>
    private void Make()
    {
        if (folder.Exists(LogNames.Head))
        {
            throw LogDamage.NoLog(_path, _headPath);
        }

        Span<byte> bytes = stackalloc byte[LogHeader.Size];
        new LogHeader(Guid.NewGuid(), Generation: 0, ETagFloor: 0, SealedLength: LogHeader.Size).Write(bytes);
        using (var file = folder.Open(LogNames.NewLog))
        {
            file.SetLength(0);
            file.Write(bytes, 0);
            file.Flush();
        }

        folder.Move(LogNames.NewLog, LogNames.Log);
        folder.Flush();
    }

    private OpenedLog Read(IStoreFile file)
    {
        Span<byte> bytes = stackalloc byte[LogHeader.Size];
        bytes = bytes[..file.Read(bytes, 0)];
        return LogHeader.ReadVersion(bytes) switch
        {
            null => throw LogDamage.NoHeader(_path, $"{bytes.Length} bytes of something else"),
            LogHeader.Version => ReadFormat1(file, bytes),
            // An older format gets its reader here; compaction then writes the present one.
            > LogHeader.Version and var newer => throw LogDamage.NewerFormat(_path, newer),
            var unknown => throw LogDamage.UnknownFormat(_path, unknown.Value),
        };
    }

    private OpenedLog ReadFormat1(IStoreFile file, ReadOnlySpan<byte> bytes)
    {
        var header = LogHeader.Read(bytes)
            ?? throw LogDamage.NoHeader(_path, $"a header of {bytes.Length} bytes with a wrong checksum");
        var committed = ReadCommitted(header);
        if (committed > file.Length)
        {
            throw LogDamage.TooShort(_path, file.Length, committed.Value);
        }

        var records = new RecordIndex();
        records.SkipTo(header.ETagFloor);
        var scan = new LogScan(file, header.Seed);
        scan.ReadInto(records);
        if (scan.Wrong is { } wrong && (committed is null || scan.Offset < committed))
        {
            throw committed is null
                ? LogDamage.BadRecordWithoutHead(_path, scan.Offset, wrong)
                : LogDamage.BadRecord(_path, scan.Offset, wrong, committed.Value);
        }

        return new OpenedLog(file, header, records, scan.Offset) { Torn = scan.Wrong };
    }

    /// <summary>
    /// How much of the log was acknowledged; null when there is no head file, which says that all of it was. A head of
    /// an earlier generation was overtaken by a compaction, which sealed what it wrote.
    /// </summary>
    private long? ReadCommitted(LogHeader header)
    {
        if (!folder.Exists(LogNames.Head))
        {
            return null;
        }

        using var file = new HeadFile(folder.Open(LogNames.Head));
        if (file.Read() is not { } head)
        {
            return file.IsBlank ? null : throw LogDamage.NoHead(_headPath);
        }

        if (head.StoreTag != header.StoreTag)
        {
            throw LogDamage.OtherStore(_headPath);
        }

        if (head.Generation > header.Generation)
        {
            throw LogDamage.OldLog(_path, header, head);
        }

        return head.Generation == header.Generation ? head.Length : header.SealedLength;
    }
}
