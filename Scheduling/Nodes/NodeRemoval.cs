namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What became of a node that is taken out.</summary>
/// <param name="WasHere">Whether there was one of that name.</param>
/// <param name="Lost">What stood there, by function in the order of their keys; empty when nothing did.</param>
public readonly record struct NodeRemoval(bool WasHere, IReadOnlyList<LostSlots> Lost);
