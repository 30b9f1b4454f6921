using System.Collections.Concurrent;
using OrleansScaler.Platforms.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Nodes by their addresses, made when first asked for.</summary>
internal sealed class FakeNodes : INodeConnector
{
    private readonly ConcurrentDictionary<string, FakeNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>Containers of all nodes.</summary>
    public IReadOnlyList<string> Containers => [.. _nodes.Values.SelectMany(node => node.Containers)];

    public FakeNode this[string address] =>
        _nodes.GetOrAdd(address, at => new FakeNode(new NodeEndpoint(at, 10_500)));

    public INodeService Connect(NodeEndpoint endpoint) => this[endpoint.Address];

    public void Forget(NodeEndpoint endpoint)
    {
    }
}
