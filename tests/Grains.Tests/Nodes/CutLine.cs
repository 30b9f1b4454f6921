using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>One server's way to nodes and their manager, until it is cut: then nothing gets through.</summary>
internal sealed class CutLine
{
    public bool IsCut { get; set; }

    public INodeConnector To(INodeConnector nodes) => new Nodes(this, nodes);

    public IResourceManager To(IResourceManager manager) => new Manager(this, manager);

    private sealed class Nodes(CutLine line, INodeConnector nodes) : INodeConnector
    {
        public INodeService Connect(NodeEndpoint endpoint) => new Node(line, nodes.Connect(endpoint));

        public void Forget(NodeEndpoint endpoint) => nodes.Forget(endpoint);
    }

    private sealed class Node(CutLine line, INodeService node) : INodeService
    {
        private static readonly NodeCallResult s_cut = new(PlatformOutcome.Unavailable);

        public ValueTask<NodeCallResult> ReserveAsync(string requestId, string account, CancellationToken token) =>
            line.IsCut ? new(s_cut) : node.ReserveAsync(requestId, account, token);

        public ValueTask<CreateContainerResult> CreateContainerAsync(ContainerOrder order, CancellationToken token) =>
            line.IsCut
                ? new(new CreateContainerResult(PlatformOutcome.Unavailable))
                : node.CreateContainerAsync(order, token);

        public ValueTask<NodeCallResult> RemoveContainerAsync(
            string requestId, string containerId, CancellationToken token) =>
            line.IsCut ? new(s_cut) : node.RemoveContainerAsync(requestId, containerId, token);

        public ValueTask<NodeStatsResult> GetStatsAsync(string requestId, CancellationToken token) =>
            line.IsCut
                ? new(new NodeStatsResult(PlatformOutcome.Unavailable))
                : node.GetStatsAsync(requestId, token);
    }

    private sealed class Manager(CutLine line, IResourceManager manager) : IResourceManager
    {
        public ValueTask<ReserveNodeResult> ReserveNodeAsync(
            string requestId, string account, CancellationToken token) =>
            line.IsCut
                ? new(new ReserveNodeResult(PlatformOutcome.Unavailable))
                : manager.ReserveNodeAsync(requestId, account, token);

        public ValueTask<NodeCallResult> ReleaseNodeAsync(string requestId, NodeId node, CancellationToken token) =>
            line.IsCut
                ? new(new NodeCallResult(PlatformOutcome.Unavailable))
                : manager.ReleaseNodeAsync(requestId, node, token);

        public ValueTask<NodesUsageResult> GetNodesUsageAsync(string requestId, CancellationToken token) =>
            line.IsCut
                ? new(new NodesUsageResult(PlatformOutcome.Unavailable, []))
                : manager.GetNodesUsageAsync(requestId, token);
    }
}
