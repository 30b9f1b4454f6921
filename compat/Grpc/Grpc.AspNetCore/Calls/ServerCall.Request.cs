using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

using Grpc.Core;
using Grpc.Shared;

namespace Grpc.AspNetCore.Server.Calls;

internal sealed partial class ServerCall
{
    private volatile bool _reading;

    /// <summary>Reads the one message, straight from the connection's buffers, and the end of the request.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TRequest> ReadAsync<TRequest>(Marshaller<TRequest> marshaller)
        where TRequest : class
    {
        PipeReader reader = http.Request.BodyReader;
        TRequest? request = null;
        _reading = true;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            if (result.IsCanceled)
            {
                // By the deadline, which has answered already.
                throw new OperationCanceledException();
            }

            request = Take(reader, result.Buffer, request, marshaller);
            if (result.IsCompleted)
            {
                _reading = false;
                return request ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
            }
        }
    }

    private TRequest? Take<TRequest>(
        PipeReader reader,
        ReadOnlySequence<byte> buffer,
        TRequest? request,
        Marshaller<TRequest> marshaller)
        where TRequest : class
    {
        SequencePosition consumed = buffer.End;
        try
        {
            if (request is not null)
            {
                return buffer.IsEmpty ? request : throw Surplus();
            }

            if (!TryCut(buffer, out ReadOnlySequence<byte> payload))
            {
                consumed = buffer.Start;
                return null;
            }

            consumed = payload.End;
            return PayloadReader.Read(payload, marshaller);
        }
        finally
        {
            reader.AdvanceTo(consumed, buffer.End);
        }
    }

    private bool TryCut(in ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        if (buffer.Length < FrameHeader.Size)
        {
            return false;
        }

        uint length = FrameHeader.Read(buffer, out byte compressed);
        FrameHeader.CheckReceived(length, settings.MaximumReceived);
        if (compressed != 0)
        {
            throw Compressed(compressed);
        }

        long surplus = buffer.Length - FrameHeader.Size - length;
        if (surplus > 0)
        {
            throw Surplus();
        }

        if (surplus < 0)
        {
            return false;
        }

        payload = buffer.Slice(FrameHeader.Size, length);
        return true;
    }

    private static RpcException Surplus() =>
        new(new Status(StatusCode.Internal, "Additional data after the message received."));

    private Exception Compressed(byte flag)
    {
        if (flag != 1)
        {
            return new InvalidDataException("Unexpected compressed flag value in message header.");
        }

        string? encoding = http.Request.Headers.GrpcEncoding;
        return new RpcException(encoding switch
        {
            null => new Status(
                StatusCode.Internal, "Request did not include grpc-encoding value with compressed message."),
            HeaderNames.Identity => new Status(
                StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message."),
            _ => new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. "
                + "Supported encodings: identity"),
        });
    }
}
