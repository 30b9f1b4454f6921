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

    private static bool IsNeverSent(Exception cause) => cause is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
    };
}
