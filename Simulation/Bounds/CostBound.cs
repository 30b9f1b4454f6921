namespace OrleansScaler.Simulation.Bounds;

/// <summary>The least cost that something could have had.</summary>
/// <param name="ColdStarts">Its cold starts.</param>
/// <param name="IdleGbSeconds">Its idle GB·s.</param>
/// <param name="Value">Its cost in seconds, by the prices asked for.</param>
public sealed record CostBound(long ColdStarts, double IdleGbSeconds, double Value);
