using Grpc.Core;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What the cell's services refuse with.</summary>
internal static class LiveErrors
{
    public static RpcException Invalid(string message) => new(new Status(StatusCode.InvalidArgument, message));

    public static RpcException NotLent(NodeId node) =>
        new(new Status(StatusCode.NotFound, $"node '{node}' is not reserved"));

    public static RpcException NoContainer(NodeId node, string container) =>
        new(new Status(StatusCode.NotFound, $"node '{node}' has no container '{container}' that could do that"));

    public static RpcException Exhausted(int maximum) => new(new Status(
        StatusCode.ResourceExhausted, $"no node is ready; there are {maximum} in all, and a new one takes a while"));

    public static RpcException Broken(string message) => new(new Status(StatusCode.Internal, message));
}
