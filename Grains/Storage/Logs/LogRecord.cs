using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>
/// One record of a log, little-endian: a state that was written, or that a state was cleared.
/// <code>
///  0  bytes after byte 8               17  bytes of the state's name, of the grain's id (2 each)
///  4  checksum of 0..3 and 8..         21  both, UTF-8
///  8  kind: 1 written, 2 cleared           the payload
///  9  etag
/// </code>
/// </summary>
/// <param name="Key">Of what.</param>
/// <param name="ETag">Names this writing of it.</param>
/// <param name="Payload">The state; null when it was cleared.</param>
internal readonly record struct LogRecord(RecordKey Key, long ETag, byte[]? Payload)
{
    /// <summary>
    /// The largest record. A function of 10,000 slots takes about 2 MB; a length beyond this one is damage.
    /// </summary>
    public const int MaximumSize = 16 * 1024 * 1024;

    /// <summary>Bytes in front of the names; no record is smaller.</summary>
    public const int MinimumSize = 21;

    /// <summary>Bytes that tell how many follow.</summary>
    public const int PrefixSize = 8;

    private const byte Written = 1;
    private const byte Cleared = 2;

    /// <summary>Bytes that the record takes.</summary>
    public static int SizeOf(RecordKey key, byte[]? payload) =>
        MinimumSize
        + Encoding.UTF8.GetByteCount(key.State)
        + Encoding.UTF8.GetByteCount(key.Grain)
        + (payload?.Length ?? 0);

    /// <summary>Bytes that a record takes, read from its beginning; may be anything where there is none.</summary>
    public static long ReadSize(ReadOnlySpan<byte> prefix) =>
        PrefixSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(prefix);

    /// <summary>Writes the record.</summary>
    /// <param name="buffer">Gets it.</param>
    /// <param name="seed">The log's.</param>
    /// <returns>Bytes that it takes.</returns>
    public int Write(IBufferWriter<byte> buffer, uint seed)
    {
        var size = SizeOf(Key, Payload);
        var bytes = buffer.GetSpan(size)[..size];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size - PrefixSize);
        bytes[8] = Payload is null ? Cleared : Written;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[9..], ETag);
        var state = Encoding.UTF8.GetBytes(Key.State, bytes[MinimumSize..]);
        var grain = Encoding.UTF8.GetBytes(Key.Grain, bytes[(MinimumSize + state)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[17..], checked((ushort)state));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[19..], checked((ushort)grain));
        Payload?.CopyTo(bytes[(MinimumSize + state + grain)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], ChecksumOf(bytes, seed));
        buffer.Advance(size);
        return size;
    }

    /// <summary>Reads a record.</summary>
    /// <param name="bytes">All of it, as long as it says itself.</param>
    /// <param name="seed">The log's.</param>
    /// <param name="record">What it is.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Read(ReadOnlySpan<byte> bytes, uint seed, out LogRecord record)
    {
        record = default;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) is var told && told != ChecksumOf(bytes, seed))
        {
            return $"a record of {bytes.Length} bytes whose checksum is not {told:x8}";
        }

        var names = bytes[MinimumSize..];
        var state = BinaryPrimitives.ReadUInt16LittleEndian(bytes[17..]);
        var grain = BinaryPrimitives.ReadUInt16LittleEndian(bytes[19..]);
        if (bytes[8] is not (Written or Cleared) || names.Length < state + grain)
        {
            return $"a record of kind {bytes[8]} with {state} + {grain} bytes of names in {names.Length}";
        }

        var key = new RecordKey(
            Encoding.UTF8.GetString(names[..state]), Encoding.UTF8.GetString(names.Slice(state, grain)));
        record = new LogRecord(
            key,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
            bytes[8] == Written ? names[(state + grain)..].ToArray() : null);
        return null;
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes, uint seed) =>
        Crc32C.Of(bytes[PrefixSize..], Crc32C.Of(bytes[..4], seed));
}
