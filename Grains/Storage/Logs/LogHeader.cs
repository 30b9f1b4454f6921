using System.Buffers.Binary;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>
/// The first 64 bytes of a log, little-endian. The first 16 are the same in every format that there will ever be, so
/// that a log of tomorrow is known for one.
/// <code>
///  0  magic "SCLEDGER"           16  store id                 48  sealed length
///  8  format version             32  generation               56  zero
/// 12  checksum of bytes 0..11    40  etag floor               60  checksum of bytes 16..59
/// </code>
/// </summary>
/// <param name="StoreId">Names the store; the same through all its compactions.</param>
/// <param name="Generation">How often the log was compacted.</param>
/// <param name="ETagFloor">Etags up to this one were given before the log's first record.</param>
/// <param name="SealedLength">How long the log was when it came into its place; all of that is whole.</param>
internal sealed record LogHeader(Guid StoreId, long Generation, long ETagFloor, long SealedLength)
{
    /// <summary>The format that is written.</summary>
    public const uint Version = 1;

    /// <summary>Bytes of a header.</summary>
    public const int Size = 64;

    private const int PrefixSize = 12;
    private const int BodyStart = 16;
    private const int SeedEnd = 40;
    private const int BodyEnd = 60;

    private static ReadOnlySpan<byte> Magic => "SCLEDGER"u8;

    /// <summary>
    /// Where the records' checksums begin: bytes of another store, or of this one before it was compacted, that the
    /// disk shows in a wrong place are then no whole records.
    /// </summary>
    public uint Seed
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            Write(bytes);
            return Crc32C.Of(bytes[BodyStart..SeedEnd]);
        }
    }

    /// <summary>What the store's head file knows it by.</summary>
    public uint StoreTag => Crc32C.Of(StoreId.ToByteArray());

    /// <summary>Writes the header.</summary>
    /// <param name="bytes">As many as it takes.</param>
    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..Size];
        bytes.Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[PrefixSize..], Crc32C.Of(bytes[..PrefixSize]));
        _ = StoreId.TryWriteBytes(bytes[BodyStart..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], ETagFloor);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[48..], SealedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[BodyEnd..], Crc32C.Of(bytes[BodyStart..BodyEnd]));
    }

    /// <summary>The format of a log; null when it is none of ours.</summary>
    public static uint? ReadVersion(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= BodyStart
        && bytes.StartsWith(Magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[PrefixSize..]) == Crc32C.Of(bytes[..PrefixSize])
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])
            : null;

    /// <summary>Reads a header of the present format; null when it is damaged.</summary>
    public static LogHeader? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Size
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[BodyEnd..]) == Crc32C.Of(bytes[BodyStart..BodyEnd])
            ? new LogHeader(
                new Guid(bytes[BodyStart..32]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]))
            : null;
}
