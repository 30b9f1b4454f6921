using System.Buffers;

using Grpc.Core;

namespace Grpc.Shared;

/// <summary>
/// Serializes one message, framed, into a buffer writer. One object per thread is reused: serialization never awaits.
/// </summary>
internal sealed class FrameWriter : SerializationContext, IBufferWriter<byte>
{
    // Below this the frame is laid into one piece of the target's memory, so that the target (behind a lock in
    // the server's case) is asked once and told once. Above, the target chops it as it likes.
    private const int LargestSinglePiece = 3 * 1024;

    [ThreadStatic]
    private static FrameWriter? _cached;

    private IBufferWriter<byte>? _target;
    private ArrayBufferWriter<byte>? _unsized;
    private Memory<byte> _piece;
    private int _filled;
    private int? _maximum;
    private int? _length;
    private bool _complete;

    public static void Write<T>(IBufferWriter<byte> target, T message, Marshaller<T> marshaller, int? maximum)
    {
        FrameWriter writer = _cached ?? new FrameWriter();
        _cached = null;
        writer._target = target;
        writer._maximum = maximum;
        try
        {
            marshaller.ContextualSerializer(message, writer);
            if (!writer._complete)
            {
                throw new InvalidOperationException("Message serializer did not complete the context.");
            }
        }
        finally
        {
            writer.Reset();
            _cached = writer;
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckMaximum(payloadLength);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_length is not { } length)
        {
            return _unsized ??= new ArrayBufferWriter<byte>();
        }

        if (length > LargestSinglePiece)
        {
            FrameHeader.Write(_target!.GetSpan(FrameHeader.Size), length);
            _target.Advance(FrameHeader.Size);
            return _target;
        }

        // One byte more, for writers that ask for room although nothing is left to write.
        _piece = _target!.GetMemory(FrameHeader.Size + length + 1);
        FrameHeader.Write(_piece.Span, length);
        _filled = FrameHeader.Size;
        return this;
    }

    public override void Complete(byte[] payload)
    {
        CheckMaximum(payload.Length);
        WriteWhole(payload);
        _complete = true;
    }

    public override void Complete()
    {
        if (_unsized is not null)
        {
            CheckMaximum(_unsized.WrittenCount);
            WriteWhole(_unsized.WrittenSpan);
        }
        else if (_filled > 0)
        {
            _target!.Advance(_filled);
        }

        _complete = true;
    }

    void IBufferWriter<byte>.Advance(int count) => _filled += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => Rest(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Rest(sizeHint).Span;

    private Memory<byte> Rest(int sizeHint)
    {
        Memory<byte> rest = _piece[_filled..];
        return rest.Length >= sizeHint && !rest.IsEmpty
            ? rest
            : throw new InvalidOperationException("The message is longer than the length it announced.");
    }

    private void WriteWhole(ReadOnlySpan<byte> payload)
    {
        FrameHeader.Write(_target!.GetSpan(FrameHeader.Size), payload.Length);
        _target.Advance(FrameHeader.Size);
        _target.Write(payload);
    }

    private void CheckMaximum(int length)
    {
        if (length > (_maximum ?? int.MaxValue))
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                "Sending message exceeds the maximum configured message size."));
        }
    }

    private void Reset()
    {
        _target = null;
        _unsized = null;
        _piece = default;
        _filled = 0;
        _length = null;
        _complete = false;
    }
}
