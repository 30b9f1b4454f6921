using Grpc.Core;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Failures of our own, which every protocol tells as the same gRPC status.</summary>
internal static class CallErrors
{
    /// <summary>The silo that owns the function did not answer, nor did another one in its place.</summary>
    public static RpcException Unreachable(string key, Exception cause) => new(
        new Status(StatusCode.Unavailable, $"Function '{key}' cannot be reached now: {cause.Message}", cause));

    /// <summary>A bound of ours is reached.</summary>
    /// <param name="bound">One sentence that names it.</param>
    public static RpcException Overloaded(string bound) => new(new Status(StatusCode.ResourceExhausted, bound));

    /// <summary>The function's ledger cannot be read by this version; an operator has to see to it.</summary>
    public static RpcException LedgerRefused(string why) => new(new Status(StatusCode.FailedPrecondition, why));

    /// <summary>The server stops and sends its waiters away; another one may serve them.</summary>
    public static RpcException Stopping(string requestId) => new(
        new Status(StatusCode.Unavailable, $"Request '{requestId}' got no slot: the server is stopping."));

    /// <summary>The caller went away, so that nobody hears this.</summary>
    public static RpcException Gone(string requestId) => new(
        new Status(StatusCode.Cancelled, $"The caller of '{requestId}' went away."));
}
