using System.Collections.Concurrent;
using System.Globalization;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.SimulatedNodes;

/// <summary>
/// Simulated machines, found by their names. A machine costs some hundred bytes until something stands on it, so there
/// may be many thousands.
/// </summary>
/// <param name="options">How they behave.</param>
/// <param name="time">The clock.</param>
public sealed class SimulatedNodeConnector(SimulatedNodeOptions options, TimeProvider time) : INodeConnector
{
    private readonly ConcurrentDictionary<NodeEndpoint, (SimulatedNode Node, SimulatedNodeService Service)> _nodes =
        new();

    /// <summary>Containers that stand on all machines.</summary>
    public int Containers => _nodes.Values.Sum(node => node.Node.Count);

    /// <summary>The machines that stand from the beginning.</summary>
    public IEnumerable<NodeOffer> Standing =>
        Enumerable.Range(0, options.Count).Select(number => OfferOf(Name("node", number)));

    /// <inheritdoc/>
    public INodeService Connect(NodeEndpoint endpoint) => Find(endpoint).Service;

    /// <inheritdoc/>
    /// <remarks>Machines stay what they are when nobody is connected to them.</remarks>
    public void Forget(NodeEndpoint endpoint)
    {
    }

    internal static NodeId Name(string kind, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:00000}"));

    internal NodeOffer OfferOf(NodeId id) =>
        new(id, new NodeEndpoint(id.Value, SimulatedNode.Port), options.MemoryMegabytes);

    internal SimulatedNode NodeOf(NodeId id) => Find(new NodeEndpoint(id.Value, SimulatedNode.Port)).Node;

    private (SimulatedNode Node, SimulatedNodeService Service) Find(NodeEndpoint endpoint) =>
        _nodes.GetOrAdd(endpoint, at =>
        {
            var node = new SimulatedNode(new NodeId(at.Address), options);
            return (node, new SimulatedNodeService(node, options, time));
        });
}
