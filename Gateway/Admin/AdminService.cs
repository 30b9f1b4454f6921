using Grpc.Core;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Gateway.Admin;

/// <summary>Tells what stands where and why, and takes nodes out of placement.</summary>
/// <param name="shards">Whom to ask.</param>
public sealed class AdminService(NodeShards shards) : Protos.Admin.Admin.AdminBase
{
    /// <summary>
    /// Nodes in one message. A 4 GB node holds 32 slots of the usual 128 MB, whose keys have at most half a KB each:
    /// 1.6 MB, and a client takes 4 MB unless told otherwise.
    /// </summary>
    private const int NodesInMessage = 96;

    private const int UsualPlacements = 100;
    private const int MaximumPlacements = 1_000;

    /// <inheritdoc/>
    public override async Task ListNodes(
        ListNodesRequest request, IServerStreamWriter<ListNodesReply> responseStream, ServerCallContext context)
    {
        AdminErrors.ThrowIfNone(shards);
        var answers = await shards.AskAllAsync(shard => shard.GetStatus(), context.CancellationToken)
            .ConfigureAwait(false);
        foreach (var reply in answers.SelectMany(answer => AdminMapping.NodesOf(answer, NodesInMessage)))
        {
            await responseStream.WriteAsync(reply).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task<GetPlacementsReply> GetPlacements(
        GetPlacementsRequest request, ServerCallContext context)
    {
        AdminErrors.ThrowIfNone(shards);
        if (request.Limit < 0)
        {
            throw AdminErrors.Invalid($"limit is {request.Limit}; it must be from 0 to {MaximumPlacements}.");
        }

        var answers = await shards.AskAllAsync(shard => shard.GetStatus(), context.CancellationToken)
            .ConfigureAwait(false);
        var limit = request.Limit == 0 ? UsualPlacements : Math.Min(request.Limit, MaximumPlacements);
        return AdminMapping.PlacementsOf(answers, limit);
    }

    /// <inheritdoc/>
    public override async Task<DrainNodeReply> DrainNode(DrainNodeRequest request, ServerCallContext context)
    {
        AdminErrors.ThrowIfNone(shards);
        var nodeId = request.NodeId;
        if (nodeId.Length == 0)
        {
            throw AdminErrors.Invalid("node_id is empty; it must name a node.");
        }

        // Only nodes that registered themselves are known to be in one shard.
        var answers = await shards.AskAllAsync(
            shard => shard.Drain(nodeId, request.Drain), context.CancellationToken).ConfigureAwait(false);
        foreach (var answer in answers)
        {
            if (answer is { Problem: null, Value: NodeChange.Changed or NodeChange.Unchanged })
            {
                return new DrainNodeReply { Shard = answer.Shard, Changed = answer.Value == NodeChange.Changed };
            }
        }

        var problems = answers.Select(answer => answer.Problem).OfType<string>().ToArray();
        throw problems.Length > 0
            ? AdminErrors.Unavailable($"No shard that answers has node '{nodeId}'. {string.Join(' ', problems)}")
            : AdminErrors.UnknownNode(nodeId);
    }
}
