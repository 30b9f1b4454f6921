using System.Buffers.Binary;
using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Storage.Boards;

/// <summary>
/// The first bytes of a board, little-endian. Behind them, at 56, is the one word of it that changes: how many places
/// were ever handed out.
/// <code>
///  0  magic "SCUSEBRD"     8  version     12  checksum of the rest     16  board id     32  boot id
/// </code>
/// </summary>
/// <param name="BoardId">Names the board.</param>
/// <param name="BootId">Since which start of the machine it is written.</param>
internal readonly record struct BoardHeader(Guid BoardId, Guid BootId)
{
    /// <summary>Bytes that are left for the header; words begin here.</summary>
    public const int Size = 64;

    /// <summary>Where the number of places stands that were ever handed out.</summary>
    public const int UsedStart = 56;

    private const uint Version = 1;
    private const int BodyStart = 16;
    private const int BodyEnd = 48;

    private static ReadOnlySpan<byte> Magic => "SCUSEBRD"u8;

    /// <summary>Writes the header, up to <see cref="UsedStart"/>.</summary>
    public void Write(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Version);
        _ = BoardId.TryWriteBytes(bytes[BodyStart..]);
        _ = BootId.TryWriteBytes(bytes[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Crc32C.Of(bytes[BodyStart..BodyEnd]));
    }

    /// <summary>Reads a header; null where there is none of this version.</summary>
    public static BoardHeader? Read(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == Version
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Crc32C.Of(bytes[BodyStart..BodyEnd])
            ? new BoardHeader(new Guid(bytes[BodyStart..32]), new Guid(bytes[32..BodyEnd]))
            : null;
}
