namespace OrleansScaler.Simulation.Scorecards;

/// <summary>A point of a cumulative distribution.</summary>
/// <param name="Value">The value.</param>
/// <param name="Share">The share of all that does not exceed it.</param>
public readonly record struct CurvePoint(double Value, double Share);
