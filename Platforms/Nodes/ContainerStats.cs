using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>What one container uses.</summary>
/// <param name="ContainerId">The node's id of it.</param>
/// <param name="LimitMegabytes">Its memory limit, in MB.</param>
/// <param name="Used">Memory and CPU that it uses now.</param>
public readonly record struct ContainerStats(string ContainerId, double LimitMegabytes, Resources Used);
