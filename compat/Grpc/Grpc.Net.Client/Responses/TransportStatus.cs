using System.Net.Sockets;

using Grpc.Core;

namespace Grpc.Net.Client.Responses;

/// <summary>The status of a failure below gRPC.</summary>
internal static class TransportStatus
{
    // Error codes of RFC 9113, section 7.
    private const long RefusedStream = 0x7;
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;
    private const long InadequateSecurity = 0xc;

    public static Status Of(Exception cause)
    {
        string detail = $"Error starting gRPC call. {cause.GetType().Name}: {cause.Message}";
        for (Exception? failure = cause; failure is not null; failure = failure.InnerException)
        {
            switch (failure)
            {
                // Thrown by a serializer, and wrapped by the handler that sent the body.
                case RpcException rpc:
                    return rpc.Status;
                case HttpProtocolException protocol:
                    return new Status(CodeOf(protocol.ErrorCode), detail, cause);
                case IOException or SocketException:
                    return new Status(StatusCode.Unavailable, detail, cause);
            }
        }

        return new Status(StatusCode.Internal, detail, cause);
    }

    private static StatusCode CodeOf(long errorCode) => errorCode switch
    {
        RefusedStream => StatusCode.Unavailable,
        Cancel => StatusCode.Cancelled,
        EnhanceYourCalm => StatusCode.ResourceExhausted,
        InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
