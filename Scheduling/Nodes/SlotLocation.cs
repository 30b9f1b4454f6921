namespace OrleansScaler.Scheduling.Nodes;

/// <summary>Where a slot stands, for callers that reach its instance themselves (2020 protocol).</summary>
/// <param name="Node">The node.</param>
/// <param name="Address">Host name or IP address of the node's service.</param>
/// <param name="Port">Its port, 1 to 65,535.</param>
/// <param name="Container">The node's own id of the slot (wire: <c>container_id</c>).</param>
public sealed record SlotLocation(NodeId Node, string Address, int Port, string Container);
