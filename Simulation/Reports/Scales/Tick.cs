namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>A mark on an axis.</summary>
/// <param name="Place">Where: 0 at the axis' beginning, 1 at its end.</param>
/// <param name="Label">What it says; empty for one between two that say something.</param>
internal readonly record struct Tick(double Place, string Label);
