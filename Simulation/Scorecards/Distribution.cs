namespace OrleansScaler.Simulation.Scorecards;

/// <summary>A measure over all calls, and its averages per function, where every function weighs the same.</summary>
/// <param name="PerCall">Over calls; at most 1/64 below the truth.</param>
/// <param name="PerFunctionAverage">Over the functions' averages.</param>
public sealed record Distribution(IReadOnlyList<CurvePoint> PerCall, IReadOnlyList<CurvePoint> PerFunctionAverage);
