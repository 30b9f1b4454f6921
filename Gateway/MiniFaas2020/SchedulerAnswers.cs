using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;

namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>
/// What the 2020 protocol answers to an AcquireContainer: its reply has no status, so that every refusal is a gRPC one.
/// Its callers know 8 (a bound is reached), 4 (too late) and 13 (anything else).
/// </summary>
/// <param name="lent">Gets what was lent.</param>
/// <param name="options">Tells how long a function may run that names no time-out.</param>
/// <param name="time">Tells when a loan is over.</param>
internal sealed class SchedulerAnswers(LentContainers lent, GatewayOptions options, TimeProvider time)
    : IAssignAnswers<AcquireContainerReply>
{
    /// <summary>As long as a pool waits for a Return beyond the time-out before it holds the instance lost.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(60);

    public RpcException? FindFault(AssignRequest ask, AssignReply granted) => granted.Location is null
        ? new RpcException(new Status(
            StatusCode.FailedPrecondition,
            $"Request '{ask.RequestId}' got an instance whose place is unknown: the platform places slots itself. The "
                + "2020 protocol needs a platform of nodes (Platform:Kind)."))
        : null;

    public AcquireContainerReply Granted(AssignRequest ask, string key, AssignReply reply)
    {
        var place = reply.Location!;
        var run = ask.Timeout > TimeSpan.Zero ? ask.Timeout : TimeSpan.FromSeconds(options.MaximumTimeoutSeconds);
        lent.Note(
            ask.RequestId,
            place.ContainerId,
            new LentContainer(key, reply.InstanceId!, time.GetUtcNow() + run + s_grace));
        return new AcquireContainerReply
        {
            NodeId = place.NodeId,
            NodeAddress = place.Address,
            NodeServicePort = place.Port,
            ContainerId = place.ContainerId,
        };
    }

    public AcquireContainerReply Refused(AssignRequest ask, AssignReply reply) =>
        throw (Refusals.BoundOf(reply) is { } bound
            ? CallErrors.Overloaded(bound)
            : Refusals.ErrorOf(ask.RequestId, reply));

    public AcquireContainerReply Overloaded(string bound) => throw CallErrors.Overloaded(bound);
}
