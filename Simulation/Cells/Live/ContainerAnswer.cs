using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What a scheduler answered to an AcquireContainer.</summary>
/// <param name="Node">The node.</param>
/// <param name="Container">The container.</param>
/// <param name="IsAtItsAddress">Whether the address is the node's.</param>
/// <param name="AskedAt">When it was asked, in the agenda's ticks.</param>
internal readonly record struct ContainerAnswer(NodeId Node, string Container, bool IsAtItsAddress, long AskedAt);
