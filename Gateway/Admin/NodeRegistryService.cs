using Grpc.Core;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Gateway.Admin;

/// <summary>Lets nodes join, stay and go by themselves.</summary>
/// <param name="shards">Who keeps the nodes.</param>
/// <param name="options">How long a lease lasts.</param>
public sealed class NodeRegistryService(NodeShards shards, GatewayOptions options) : NodeRegistry.NodeRegistryBase
{
    private long LeaseMs => (long)options.NodeLease.TotalMilliseconds;

    /// <inheritdoc/>
    public override async Task<RegisterReply> Register(RegisterRequest request, ServerCallContext context)
    {
        AdminErrors.ThrowIfNone(shards);
        RegistrationChecks.Check(request);
        var number = shards.ShardOf(request.NodeId);
        var registration = new NodeRegistration
        {
            NodeId = request.NodeId,
            Address = request.Address,
            Port = request.Port,
            Offers = new RoomSize(request.MemoryMegabytes, request.CpuMillicores),
            AgentOverhead = new RoomSize(request.AgentMemoryMegabytes, request.AgentCpuMillicores),
            Lease = options.NodeLease,
            Images = [.. request.Images],
        };
        var reply = await AskAsync(number, shard => shard.Register(registration), context).ConfigureAwait(false);
        return reply switch
        {
            // Here already at the same address, which is not a problem: the first answer was lost.
            { Problem: null } => new RegisterReply
            {
                LeaseId = new NodeLease(number, reply.Registration, request.NodeId).ToString(),
                LeaseDurationMs = LeaseMs,
            },
            { Status: JoinStatus.AlreadyHere } => throw AdminErrors.Error(StatusCode.AlreadyExists, reply.Problem),
            { Status: JoinStatus.TooManyNodes } => throw AdminErrors.Error(
                StatusCode.ResourceExhausted, reply.Problem),
            _ => throw AdminErrors.Invalid(reply.Problem),
        };
    }

    /// <inheritdoc/>
    public override async Task<RenewReply> Renew(RenewRequest request, ServerCallContext context)
    {
        var lease = Find(request.LeaseId);
        return await AskAsync(
            lease.Shard, shard => shard.Renew(lease.NodeId, lease.Registration, options.NodeLease), context)
            .ConfigureAwait(false)
            ? new RenewReply { LeaseDurationMs = LeaseMs }
            : throw AdminErrors.LeaseOver(request.LeaseId);
    }

    /// <inheritdoc/>
    public override async Task<LeaveReply> Leave(LeaveRequest request, ServerCallContext context)
    {
        var lease = Find(request.LeaseId);
        return await AskAsync(lease.Shard, shard => shard.Leave(lease.NodeId, lease.Registration), context)
            .ConfigureAwait(false)
            ? new LeaveReply()
            : throw AdminErrors.LeaseOver(request.LeaseId);
    }

    private NodeLease Find(string leaseId)
    {
        AdminErrors.ThrowIfNone(shards);
        return NodeLease.Find(leaseId, shards.Count) ?? throw AdminErrors.LeaseOver(leaseId);
    }

    private async Task<T> AskAsync<T>(
        int number, Func<IPlacementGrain, ValueTask<T>> ask, ServerCallContext context)
    {
        var answer = await shards.AskAsync(number, ask, context.CancellationToken).ConfigureAwait(false);
        return answer.Problem is { } problem ? throw AdminErrors.Unavailable(problem) : answer.Value!;
    }
}
