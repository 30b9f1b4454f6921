using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>A policy's line in a chart of distributions.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Points">Its points, in rising order.</param>
internal sealed record CurveLine(string Name, IReadOnlyList<CurvePoint> Points);
