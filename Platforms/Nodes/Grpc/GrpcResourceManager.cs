using Grpc.Core;
using OrleansScaler.Platforms.Grpc;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Scheduling.Nodes;
using Wire = OrleansScaler.Protos.MiniFaas2020.ResourceManager.ResourceManager;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>A resource manager of the 2020 protocol behind gRPC.</summary>
/// <param name="calls">Sends calls over the manager's one channel.</param>
/// <param name="options">Deadlines and retries.</param>
/// <param name="time">Tells pauses.</param>
public sealed class GrpcResourceManager(CallInvoker calls, NodeCallOptions options, TimeProvider time)
    : IResourceManager
{
    private readonly Wire.ResourceManagerClient _client = new(calls);
    private readonly RetryingCall _call = new(options.MaximumAttempts, options.RetryAfter, time);

    /// <inheritdoc/>
    public async ValueTask<ReserveNodeResult> ReserveNodeAsync(
        string requestId, string account, CancellationToken cancellationToken)
    {
        var request = new ReserveNodeRequest { RequestId = requestId, AccountId = account };
        var (outcome, reply, message) = await _call.SendAsync(
            callOptions => _client.ReserveNodeAsync(request, callOptions),
            reply => NodeReply.Read(NodeDescReader.FindLie(reply.Node)),
            NodeLimits.Once(options.ReserveTimeout),
            cancellationToken).ConfigureAwait(false);
        return outcome == PlatformOutcome.Ok
            ? new ReserveNodeResult(outcome, NodeDescReader.Read(reply!.Node))
            : new ReserveNodeResult(outcome, Message: message);
    }

    /// <inheritdoc/>
    /// <remarks>Not repeated without an answer: the node may be lent to us anew by then.</remarks>
    public async ValueTask<NodeCallResult> ReleaseNodeAsync(
        string requestId, NodeId node, CancellationToken cancellationToken)
    {
        var request = new ReleaseNodeRequest { RequestId = requestId, Id = node.Value };
        var (outcome, _, message) = await _call.SendAsync(
            callOptions => _client.ReleaseNodeAsync(request, callOptions),
            _ => NodeReply.Ok,
            NodeLimits.Once(options.ReserveTimeout),
            cancellationToken).ConfigureAwait(false);
        return new NodeCallResult(outcome, message);
    }

    /// <inheritdoc/>
    public async ValueTask<NodesUsageResult> GetNodesUsageAsync(
        string requestId, CancellationToken cancellationToken)
    {
        var request = new GetNodesUsageRequest { RequestId = requestId };
        var (outcome, reply, message) = await _call.SendAsync(
            callOptions => _client.GetNodesUsageAsync(request, callOptions),
            reply => NodeReply.Read(NodeDescReader.FindLie(reply.Nodes.Where(NodeDescReader.IsLent))),
            NodeLimits.Repeatable(options.ReserveTimeout),
            cancellationToken).ConfigureAwait(false);
        return outcome == PlatformOutcome.Ok
            ? new NodesUsageResult(outcome, [.. reply!.Nodes.Where(NodeDescReader.IsLent).Select(NodeDescReader.Read)])
            : new NodesUsageResult(outcome, [], message);
    }
}
