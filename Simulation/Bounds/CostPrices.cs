namespace OrleansScaler.Simulation.Bounds;

/// <summary>What the bounds weigh against each other.</summary>
/// <param name="ColdSeconds">Seconds that a cold start is worth.</param>
/// <param name="IdlePrice">Seconds that a GB·s of idle memory is worth.</param>
public readonly record struct CostPrices(double ColdSeconds, double IdlePrice);
