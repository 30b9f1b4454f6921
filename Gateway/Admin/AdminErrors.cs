using Grpc.Core;

namespace OrleansScaler.Gateway.Admin;

/// <summary>The statuses of the admin services that are not Ok, each with its sentence.</summary>
internal static class AdminErrors
{
    /// <summary>Fails where there are no nodes to ask of.</summary>
    public static void ThrowIfNone(NodeShards shards)
    {
        if (shards.Count == 0)
        {
            throw Error(
                StatusCode.FailedPrecondition,
                "This server has no nodes of its own: its platform places slots by itself.");
        }
    }

    public static RpcException Unavailable(string problem) => Error(StatusCode.Unavailable, problem);

    public static RpcException UnknownNode(string nodeId) =>
        Error(StatusCode.NotFound, $"There is no node '{nodeId}'.");

    public static RpcException LeaseOver(string leaseId) =>
        Error(StatusCode.NotFound, $"There is no lease '{leaseId}' (any more); register again.");

    public static RpcException Invalid(string problem) => Error(StatusCode.InvalidArgument, problem);

    public static RpcException Error(StatusCode code, string sentence) => new(new Status(code, sentence));
}
