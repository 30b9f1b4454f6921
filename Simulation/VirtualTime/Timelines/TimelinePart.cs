namespace OrleansScaler.Simulation.VirtualTime.Timelines;

/// <summary>One of the equal parts of a timeline. Without a length it holds no figures.</summary>
/// <param name="MeanSlots">Slots alive, on average over the part.</param>
/// <param name="MostSlots">Most slots at a time.</param>
/// <param name="MeanDemand">Calls that ran or waited, on average over the part.</param>
/// <param name="MostDemand">Most of them at a time.</param>
public readonly record struct TimelinePart(double MeanSlots, int MostSlots, double MeanDemand, int MostDemand);
