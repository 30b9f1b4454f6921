using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>A node that a resource manager lends (wire: <c>NodeDesc</c>).</summary>
/// <param name="Id">Its name.</param>
/// <param name="Endpoint">Where its service listens.</param>
/// <param name="MemoryMegabytes">What it offers to slots, in MB.</param>
public sealed record NodeOffer(NodeId Id, NodeEndpoint Endpoint, double MemoryMegabytes);
