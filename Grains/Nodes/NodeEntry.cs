using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// What a shard has to know of a node beside what the fleet does: how to reach it, and what stands there.
/// </summary>
/// <param name="spec">What it offers.</param>
/// <param name="endpoint">Where its service listens.</param>
/// <param name="origin">How it came.</param>
internal sealed class NodeEntry(NodeSpec spec, NodeEndpoint endpoint, NodeOrigin origin)
{
    public NodeId Id => spec.Id;

    public NodeSpec Spec => spec;

    public NodeEndpoint Endpoint => endpoint;

    public NodeOrigin Origin => origin;

    /// <summary>Until when it counts as alive without a word; null for nodes that hold no lease.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>What stands there.</summary>
    public NodeContainers Containers { get; } = new();
}
