namespace OrleansScaler.Platforms.Nodes;

/// <summary>Finds the service of a node; keeps connections, and drops those of nodes that are gone.</summary>
public interface INodeConnector
{
    /// <summary>The service at an address; the same for the same address until forgotten. Sends nothing yet.</summary>
    /// <param name="endpoint">Where it listens.</param>
    INodeService Connect(NodeEndpoint endpoint);

    /// <summary>The node is gone: closes what was kept for it.</summary>
    /// <param name="endpoint">Where it listened.</param>
    void Forget(NodeEndpoint endpoint);
}
