using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>The resource manager on the wire.</summary>
internal sealed class LiveResourceManager(LiveCell cell, NodePorts ports) : ResourceManager.ResourceManagerBase
{
    public override async Task<ReserveNodeReply> ReserveNode(ReserveNodeRequest request, ServerCallContext context)
    {
        var node = await cell.ReserveNodeAsync().ConfigureAwait(false)
            ?? throw LiveErrors.Exhausted(cell.Model.MaximumNodes);
        return new ReserveNodeReply { Node = Describe(node) };
    }

    public override Task<ReleaseNodeReply> ReleaseNode(ReleaseNodeRequest request, ServerCallContext context)
    {
        var id = new NodeId(request.Id);
        return cell.ReleaseNode(id) ? Task.FromResult(new ReleaseNodeReply()) : throw LiveErrors.NotLent(id);
    }

    /// <summary>The nodes that are lent now; those given back are not told of.</summary>
    public override Task<GetNodesUsageReply> GetNodesUsage(GetNodesUsageRequest request, ServerCallContext context) =>
        Task.FromResult(new GetNodesUsageReply { Nodes = { cell.Nodes().Select(Describe) } });

    private NodeDesc Describe(LiveNode node)
    {
        var endpoint = ports.EndpointOf(node.Id)!.Value;
        return new NodeDesc
        {
            Id = node.Id.Value,
            Address = endpoint.Address,
            NodeServicePort = endpoint.Port,
            MemoryInBytes = Bytes.Of(cell.Model.OfferedMegabytes),
            ReservedTimeTimestampMs = node.ReservedAt.ToUnixTimeMilliseconds(),
        };
    }
}
