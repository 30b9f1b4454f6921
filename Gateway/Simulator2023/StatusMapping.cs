using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Protos.Simulator2023;
using Status = Grpc.Core.Status;
using WireAssignReply = OrleansScaler.Protos.Simulator2023.AssignReply;
using WireIdleReply = OrleansScaler.Protos.Simulator2023.IdleReply;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Gateway.Simulator2023;

/// <summary>
/// What the 2023 protocol says of each outcome. As the reference server: a failed start is gRPC <c>Internal</c>, an
/// unknown instance gRPC <c>NotFound</c>, an unknown function a reply with <c>InternalError</c>. A bound of ours is a
/// reply with <c>Throttle</c> and the bound's name.
/// </summary>
internal static class StatusMapping
{
    public static WireAssignReply Granted(string requestId, string key, string instanceId) => new()
    {
        Status = WireStatus.Ok,
        Assigment = new Assignment { RequestId = requestId, MetaKey = key, InstanceId = instanceId },
    };

    /// <summary>The reply to a request that got nothing; throws where the protocol has a gRPC status for it.</summary>
    public static WireAssignReply Refused(string requestId, Contracts.Functions.AssignReply reply) =>
        Refusals.BoundOf(reply) is { } bound
            ? Throttled(bound)
            : throw Refusals.ErrorOf(requestId, reply);

    /// <summary>The reply to a request that met a bound of ours.</summary>
    public static WireAssignReply Throttled(string bound) =>
        new() { Status = WireStatus.Throttle, ErrorMessage = bound };

    /// <summary>The reply to an Idle; throws where the protocol answers with a gRPC status.</summary>
    public static WireIdleReply Idled(Assignment assignment, IdleOutcome outcome) => outcome switch
    {
        IdleOutcome.Done or IdleOutcome.Repeated => new WireIdleReply { Status = WireStatus.Ok },
        IdleOutcome.UnknownFunction => new WireIdleReply
        {
            Status = WireStatus.InternalError,
            ErrorMessage = $"Function '{assignment.MetaKey}' is not known: nothing was assigned for it.",
        },
        _ => throw Error(
            StatusCode.NotFound,
            $"Request '{assignment.RequestId}' does not hold instance '{assignment.InstanceId}'."),
    };

    private static RpcException Error(StatusCode code, string message) => new(new Status(code, message));
}
