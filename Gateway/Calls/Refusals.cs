using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Why a request got nothing, in words.</summary>
internal static class Refusals
{
    /// <summary>The bound of ours that was reached; null when it was none.</summary>
    public static string? BoundOf(AssignReply reply) => reply.Reason switch
    {
        _ when reply.Outcome == AssignOutcome.Finished => null,
        Reason.WaitersBound => Bound("waiters", "Pools:MaximumWaiters"),
        Reason.SlotsBound => Bound("slots", "Functions:MaximumSlots"),
        Reason.FunctionsBound => Bound("functions", "Functions:MaximumFunctions"),
        _ => null,
    };

    /// <summary>The gRPC status of every other refusal.</summary>
    public static RpcException ErrorOf(string requestId, AssignReply reply) => reply switch
    {
        { Outcome: AssignOutcome.Finished } => Error(
            StatusCode.InvalidArgument, $"Request '{requestId}' is finished: its instance was given back."),
        { Reason: Reason.WaitDeadline } => Error(
            StatusCode.DeadlineExceeded, $"Request '{requestId}' got no slot before its deadline.{Last(reply)}"),
        { Reason: Reason.Abandoned } => Error(
            StatusCode.Cancelled, $"Request '{requestId}' was abandoned by its caller."),
        { Reason: Reason.PlatformFailing or Reason.PlatformRefused } => Error(
            StatusCode.Internal, $"Request '{requestId}' got no slot: {reply.Reason}.{Last(reply)}"),
        _ => Error(StatusCode.Internal, $"Request '{requestId}' got no slot: {reply.Reason}."),
    };

    private static string Bound(string bound, string option) => $"The bound on {bound} is reached ({option}).";

    private static string Last(AssignReply reply) =>
        reply.Detail is null ? "" : $" The platform's last failure: {reply.Detail}";

    private static RpcException Error(StatusCode code, string message) => new(new Status(code, message));
}
