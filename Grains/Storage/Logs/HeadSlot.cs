using System.Buffers.Binary;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>How much of a log was acknowledged: one of the two 32-byte slots of a head file, little-endian.</summary>
/// <param name="Sequence">One more each time; its parity says which slot.</param>
/// <param name="Generation">Of the log.</param>
/// <param name="Length">Bytes of the log.</param>
/// <param name="StoreTag">Of the log's store.</param>
internal readonly record struct HeadSlot(long Sequence, long Generation, long Length, uint StoreTag)
{
    /// <summary>Bytes of a slot.</summary>
    public const int Size = 32;

    private const int ChecksumStart = 28;

    /// <summary>Where in the file.</summary>
    public long Offset => Sequence % 2 * Size;

    /// <summary>Writes the slot.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], StoreTag);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumStart..], Crc32C.Of(bytes[..ChecksumStart]));
    }

    /// <summary>Reads a slot; null when it is not whole.</summary>
    public static HeadSlot? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Size
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumStart..]) == Crc32C.Of(bytes[..ChecksumStart])
            ? new HeadSlot(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]))
            : null;
}
