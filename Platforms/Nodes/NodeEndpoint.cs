namespace OrleansScaler.Platforms.Nodes;

/// <summary>Where a node's service listens.</summary>
/// <param name="Address">Host name or IP address.</param>
/// <param name="Port">Port, 1 to 65,535.</param>
public readonly record struct NodeEndpoint(string Address, int Port)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Address}:{Port}";
}
