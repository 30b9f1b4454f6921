using OrleansScaler.Grains.Storage.Files;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>
/// The log that groups of records are appended to. Behind its length may be bytes of a write that failed; they are cut
/// off before anything is written there. Used by one thread at a time.
/// </summary>
internal sealed class CommitLog : IDisposable
{
    private readonly IStoreFolder _folder;
    private readonly HeadFile _head;
    private readonly bool _isSynced;
    private IStoreFile _file;
    private bool _isCut = true;
    private bool _isNamed = true;

    /// <summary>Goes on with a log.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="opened">What was read of it; its file is owned from now on.</param>
    /// <param name="isSynced">Whether a group is flushed.</param>
    public CommitLog(IStoreFolder folder, OpenedLog opened, bool isSynced)
    {
        _folder = folder;
        _isSynced = isSynced;
        (_file, Header, Seed, Length) = (opened.File, opened.Header, opened.Header.Seed, opened.Length);
        _head = new HeadFile(folder.Open(LogNames.Head));
    }

    /// <summary>The log's header.</summary>
    public LogHeader Header { get; private set; }

    /// <summary>Where the records' checksums begin.</summary>
    public uint Seed { get; private set; }

    /// <summary>Bytes that are committed.</summary>
    public long Length { get; private set; }

    /// <summary>The name of the file that keeps what a crash left; null when it left nothing.</summary>
    public string? SetAside { get; private set; }

    /// <summary>Makes the files agree with what was read, durably. Once, before the first append.</summary>
    public void Begin()
    {
        if (_file.Length > Length)
        {
            SetAside = CopyTail();
            _isCut = false;
        }

        _ = _head.Read();
        Settle();

        // Whole records of a crash count from now on; the head must not tell of any that the disk does not have.
        _file.Flush();
        _head.Write(Header, Length);
        _head.Flush();
        _folder.Delete(LogNames.NewLog);
        _folder.Flush();
    }

    /// <summary>Commits records, all or none. When it throws, the log is as before.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        Settle();
        try
        {
            _file.Write(records, Length);
            if (_isSynced)
            {
                _file.Flush();
            }
        }
        catch
        {
            _isCut = false;
            TrySettle();
            throw;
        }

        Length += records.Length;
    }

    /// <summary>
    /// Notes the length in the head file. Not part of the commit: the records are durable already, and a log that is
    /// cut back behind a head that says otherwise would be refused.
    /// </summary>
    /// <returns>What kept it from being noted; null when nothing did.</returns>
    public Exception? TryNote()
    {
        try
        {
            Settle();
            _head.Write(Header, Length);
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    /// <summary>Puts a compacted log in the place of this one. When it throws, this one goes on.</summary>
    /// <param name="file">Flushed, named <see cref="LogNames.NewLog"/>; owned from now on.</param>
    /// <param name="header">Its header.</param>
    public void Replace(IStoreFile file, LogHeader header)
    {
        _folder.Move(LogNames.NewLog, LogNames.Log);
        _file.Dispose();
        (_file, Header, Seed, Length) = (file, header, header.Seed, header.SealedLength);
        (_isCut, _isNamed) = (true, false);
    }

    public void Dispose()
    {
        TrySettle();
        _head.Dispose();
        _file.Dispose();
    }

    /// <summary>
    /// Cuts off what a failed write left, and makes sure of the log's name before anything depends on it: after a power
    /// failure an earlier log could otherwise stand in its place.
    /// </summary>
    private void Settle()
    {
        if (!_isNamed)
        {
            _folder.Flush();
            _isNamed = true;
        }

        if (!_isCut)
        {
            _file.SetLength(Length);
            _isCut = true;
        }
    }

    /// <summary>As soon as possible; the next append insists.</summary>
    private void TrySettle()
    {
        try
        {
            Settle();
        }
        catch (Exception)
        {
            // The write that failed tells its callers. What is left to do is still marked as such.
            return;
        }
    }

    private string CopyTail()
    {
        var number = 1;
        while (_folder.Exists($"{LogNames.Torn}{number}"))
        {
            number++;
        }

        var name = $"{LogNames.Torn}{number}";
        using var copy = _folder.Open(name);
        var piece = new byte[LogRecord.MaximumSize];
        for (long copied = 0; _file.Read(piece, Length + copied) is var count and > 0; copied += count)
        {
            copy.Write(piece.AsSpan(0, count), copied);
        }

        copy.Flush();
        _folder.Flush();
        return name;
    }
}
