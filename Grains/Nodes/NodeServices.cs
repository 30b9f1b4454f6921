using OrleansScaler.Platforms.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <summary>What the grains of a silo reach nodes with.</summary>
/// <param name="connector">Finds the services of nodes.</param>
/// <param name="manager">Lends nodes; null where nobody does.</param>
public sealed class NodeServices(INodeConnector connector, IResourceManager? manager)
{
    /// <summary>Finds the services of nodes.</summary>
    public INodeConnector Connector => connector;

    /// <summary>Lends nodes; null where nobody does.</summary>
    public IResourceManager? Manager => manager;
}
