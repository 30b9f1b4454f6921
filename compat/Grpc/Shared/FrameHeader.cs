using System.Buffers;
using System.Buffers.Binary;

using Grpc.Core;

namespace Grpc.Shared;

/// <summary>Five bytes before every message: a compression flag and the length, big endian.</summary>
internal static class FrameHeader
{
    public const int Size = 5;

    public static void Write(Span<byte> target, int payloadLength)
    {
        target[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(target[1..], payloadLength);
    }

    /// <summary>The payload's length; the flag and the limit are the caller's to judge.</summary>
    public static uint Read(ReadOnlySpan<byte> header, out byte compressed)
    {
        compressed = header[0];
        return BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
    }

    public static uint Read(in ReadOnlySequence<byte> buffer, out byte compressed)
    {
        if (buffer.FirstSpan.Length >= Size)
        {
            return Read(buffer.FirstSpan, out compressed);
        }

        Span<byte> header = stackalloc byte[Size];
        buffer.Slice(0, Size).CopyTo(header);
        return Read(header, out compressed);
    }

    public static void CheckReceived(uint length, int? maximum)
    {
        if (length > (uint)(maximum ?? int.MaxValue))
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                "Received message exceeds the maximum configured message size."));
        }
    }
}
