using System.Net.Sockets;
using Grpc.Core;

namespace OrleansScaler.Platforms.Grpc;

/// <summary>What a failed gRPC call means for a platform.</summary>
internal static class GrpcOutcome
{
    /// <summary>What a status means.</summary>
    public static PlatformOutcome Of(StatusCode code) => code switch
    {
        StatusCode.OK => PlatformOutcome.Ok,
        StatusCode.ResourceExhausted => PlatformOutcome.Throttled,
        StatusCode.Unavailable => PlatformOutcome.Unavailable,
        StatusCode.DeadlineExceeded => PlatformOutcome.TimedOut,
        StatusCode.NotFound => PlatformOutcome.NotFound,
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition => PlatformOutcome.Refused,
        _ => PlatformOutcome.Failed,
    };

    /// <summary>Whether a call was sent, or may have been, and nobody can tell what became of it.</summary>
    public static bool IsAnswerLost(RpcException failure) =>
        failure.StatusCode == StatusCode.Cancelled
        || (failure.Status.DebugException is { } cause && !IsNeverSent(cause));

    /// <summary>
    /// No connection was made. The channel that connects by itself tells of the socket's failure or its own time-out as
    /// it is; the handler below wraps whatever happens to a connection, and says when there was none.
    /// </summary>
    private static bool IsNeverSent(Exception cause) => cause is SocketException or TimeoutException
        || cause is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
        };
}
