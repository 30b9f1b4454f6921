using Grpc.Core;
using OrleansScaler.Platforms.Grpc;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using Wire = OrleansScaler.Protos.MiniFaas2020.NodeService.NodeService;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>One node's service of the 2020 protocol behind gRPC.</summary>
/// <param name="calls">Sends calls over the node's one channel.</param>
/// <param name="options">Deadlines and retries.</param>
/// <param name="time">Tells pauses.</param>
public sealed class GrpcNodeService(CallInvoker calls, NodeCallOptions options, TimeProvider time) : INodeService
{
    private readonly Wire.NodeServiceClient _client = new(calls);
    private readonly RetryingCall _call = new(options.MaximumAttempts, options.RetryAfter, time);

    /// <inheritdoc/>
    public async ValueTask<NodeCallResult> ReserveAsync(
        string requestId, string account, CancellationToken cancellationToken)
    {
        var request = new ReserveRequest { RequestId = requestId, OwnerAccountId = account };
        var (outcome, _, message) = await _call.SendAsync(
            callOptions => _client.ReserveAsync(request, callOptions),
            _ => NodeReply.Ok,
            NodeLimits.Repeatable(options.ReserveTimeout),
            cancellationToken).ConfigureAwait(false);
        return new NodeCallResult(outcome, message);
    }

    /// <inheritdoc/>
    public async ValueTask<CreateContainerResult> CreateContainerAsync(
        ContainerOrder order, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest
        {
            RequestId = order.RequestId,
            Name = order.Name,
            FunctionMeta = new FunctionMeta
            {
                FunctionName = order.Function.Name,
                Handler = order.Function.Handler,
                TimeoutInMs = (long)Math.Ceiling(order.Function.Timeout.TotalMilliseconds),
                MemoryInBytes = Claims.Bytes(order.Function.MemoryMegabytes),
            },
        };
        var (outcome, reply, message) = await _call.SendAsync(
            callOptions => _client.CreateContainerAsync(request, callOptions),
            reply => NodeReply.Read(Claims.Id("The id of the new container", reply.ContainerId)),
            NodeLimits.Once(options.CreateTimeout),
            cancellationToken).ConfigureAwait(false);
        return outcome == PlatformOutcome.Ok
            ? new CreateContainerResult(outcome, reply!.ContainerId)
            : new CreateContainerResult(outcome, Message: message);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeCallResult> RemoveContainerAsync(
        string requestId, string containerId, CancellationToken cancellationToken)
    {
        var request = new RemoveContainerRequest { RequestId = requestId, ContainerId = containerId };
        var (outcome, _, message) = await _call.SendAsync(
            callOptions => _client.RemoveContainerAsync(request, callOptions),
            _ => NodeReply.Ok,
            NodeLimits.Repeatable(options.RemoveTimeout),
            cancellationToken).ConfigureAwait(false);
        return new NodeCallResult(outcome, message);
    }

    /// <inheritdoc/>
    /// <remarks>Not repeated when it is late: whoever polls asks again anyway, and is told sooner.</remarks>
    public async ValueTask<NodeStatsResult> GetStatsAsync(string requestId, CancellationToken cancellationToken)
    {
        var request = new GetStatsRequest { RequestId = requestId };
        var (outcome, reply, message) = await _call.SendAsync(
            callOptions => _client.GetStatsAsync(request, callOptions),
            reply => NodeReply.Read(StatsReader.FindLie(reply)),
            NodeLimits.Once(options.StatsTimeout),
            cancellationToken).ConfigureAwait(false);
        return outcome == PlatformOutcome.Ok
            ? new NodeStatsResult(outcome, StatsReader.Read(reply!))
            : new NodeStatsResult(outcome, Message: message);
    }
}
