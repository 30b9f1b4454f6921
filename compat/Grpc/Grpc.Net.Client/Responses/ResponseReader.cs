using System.Buffers;

using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Responses;

/// <summary>Cuts a response body into messages, in one pooled buffer that grows to the largest of them.</summary>
internal sealed class ResponseReader(Stream stream, int? maximum) : IDisposable
{
    private const int InitialSize = 4096;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _length;

    public ReadOnlySequence<byte> Payload => new(_buffer, _start - _length, _length);

    /// <summary>False at the end of the body. The payload is valid until the next call.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(FrameHeader.Size, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        uint length = FrameHeader.Read(_buffer.AsSpan(_start, FrameHeader.Size), out byte compressed);
        FrameHeader.CheckReceived(length, maximum);
        if (compressed != 0)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Response is compressed although this client "
                + "offered no encoding."));
        }

        _start += FrameHeader.Size;
        _length = (int)length;
        if (!await FillAsync(_length, cancellationToken).ConfigureAwait(false))
        {
            throw Incomplete();
        }

        _start += _length;
        return true;
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _start = _end = _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Until so many bytes stand at the start; false when the body ends before the first of them.</summary>
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            Reserve(count);
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _end == _start ? false : throw Incomplete();
            }

            _end += read;
        }

        return true;
    }

    private void Reserve(int count)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_buffer.Length - _start >= count && _end < _buffer.Length)
        {
            return;
        }

        int size = Math.Max(count, InitialSize);
        byte[] target = _buffer.Length >= size ? _buffer : ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        if (!ReferenceEquals(target, _buffer) && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = target;
        _end -= _start;
        _start = 0;
    }

    private static RpcException Incomplete() => new(new Status(StatusCode.Internal, "Incomplete message."));
}
