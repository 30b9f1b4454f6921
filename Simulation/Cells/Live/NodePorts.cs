using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// Where each machine's service listens. A request to a node does not say which node it is for, so that every machine
/// has a port of its own, the same one each time that it is lent.
/// </summary>
internal sealed class NodePorts
{
    private readonly Dictionary<NodeId, NodeEndpoint> _endpoints = [];
    private readonly Dictionary<int, NodeId> _nodes = [];

    /// <summary>The ports are known. Before anybody asks.</summary>
    /// <param name="address">The address of all.</param>
    /// <param name="ports">One for each machine.</param>
    public void Open(string address, IReadOnlyList<int> ports)
    {
        for (var machine = 0; machine < ports.Count; machine++)
        {
            var id = CellResourceManager.NameOf(machine);
            _endpoints.Add(id, new NodeEndpoint(address, ports[machine]));
            _nodes.Add(ports[machine], id);
        }
    }

    /// <summary>Where a machine listens; null for one that there is not.</summary>
    public NodeEndpoint? EndpointOf(NodeId node) =>
        _endpoints.TryGetValue(node, out var endpoint) ? endpoint : null;

    /// <summary>Whose port it is; only for ports of nodes.</summary>
    public NodeId NodeAt(int port) => _nodes[port];
}
