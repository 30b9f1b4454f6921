using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Decisions;
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
    public static WireAssignReply Refused(string requestId, Contracts.Functions.AssignReply reply) => reply switch
    {
        { Outcome: AssignOutcome.Finished } => throw Error(
            StatusCode.InvalidArgument, $"Request '{requestId}' is finished: its instance was given back."),
        { Reason: Reason.WaitersBound } => Throttled("waiters", "Pools:MaximumWaiters"),
        { Reason: Reason.SlotsBound } => Throttled("slots", "Functions:MaximumSlots"),
        { Reason: Reason.FunctionsBound } => Throttled("functions", "Functions:MaximumFunctions"),
        { Reason: Reason.WaitDeadline } => throw Error(
            StatusCode.DeadlineExceeded, $"Request '{requestId}' got no slot before its deadline.{Last(reply)}"),
        { Reason: Reason.Abandoned } => throw Error(
            StatusCode.Cancelled, $"Request '{requestId}' was abandoned by its caller."),
        { Reason: Reason.PlatformFailing or Reason.PlatformRefused } => throw Error(
            StatusCode.Internal, $"Request '{requestId}' got no slot: {reply.Reason}.{Last(reply)}"),
        _ => throw Error(StatusCode.Internal, $"Request '{requestId}' got no slot: {reply.Reason}."),
    };

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

    /// <summary>The silo that owns the function did not answer, or refused for load.</summary>
    public static RpcException Unreachable(string key, Exception cause) => new(
        new Status(StatusCode.Unavailable, $"Function '{key}' cannot be reached now: {cause.Message}", cause));

    /// <summary>The server stops and sends its waiters away; another one may serve them.</summary>
    public static RpcException Stopping(string requestId) =>
        Error(StatusCode.Unavailable, $"Request '{requestId}' got no slot: the server is stopping.");

    private static WireAssignReply Throttled(string bound, string option) => new()
    {
        Status = WireStatus.Throttle,
        ErrorMessage = $"The bound on {bound} is reached ({option}).",
    };

    private static string Last(Contracts.Functions.AssignReply reply) =>
        reply.Detail is null ? "" : $" The platform's last failure: {reply.Detail}";

    private static RpcException Error(StatusCode code, string message) => new(new Status(code, message));
}
