using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Cli.Place;

/// <summary>A size of slots, and how often it occurs.</summary>
/// <param name="Need">The size.</param>
/// <param name="Weight">Applications of that size.</param>
internal readonly record struct SlotShape(Resources Need, int Weight);
