using OrleansScaler.Grains.Storage.Files;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>
/// Remembers how much of the log was acknowledged, in two slots that are written in turn: a write that was cut short
/// leaves the other one. It is not flushed: the system keeps it when the process dies, and after a power failure an
/// older length only means that less of the log is known to be whole.
/// </summary>
/// <param name="file">The head file; owned.</param>
internal sealed class HeadFile(IStoreFile file) : IDisposable
{
    private long _sequence;

    /// <summary>Whether it was made and never written: a crash came between.</summary>
    public bool IsBlank { get; private set; }

    /// <summary>The newest whole slot; null when there is none.</summary>
    public HeadSlot? Read()
    {
        Span<byte> bytes = stackalloc byte[2 * HeadSlot.Size];
        var length = file.Read(bytes, 0);
        IsBlank = !bytes[..length].ContainsAnyExcept((byte)0);
        var first = HeadSlot.Read(bytes[..Math.Min(length, HeadSlot.Size)]);
        var second = HeadSlot.Read(bytes[Math.Min(length, HeadSlot.Size)..length]);
        var newest = second is null || first?.Sequence > second.Value.Sequence ? first : second;
        _sequence = newest?.Sequence ?? 0;
        return newest;
    }

    /// <summary>Notes a length of a log.</summary>
    public void Write(LogHeader header, long length)
    {
        var slot = new HeadSlot(_sequence + 1, header.Generation, length, header.StoreTag);
        Span<byte> bytes = stackalloc byte[HeadSlot.Size];
        slot.Write(bytes);
        file.Write(bytes, slot.Offset);
        _sequence = slot.Sequence;
    }

    /// <summary>Returns when the disk has it.</summary>
    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}
