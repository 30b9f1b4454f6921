using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>The rectangle of a chart in which its values stand, in the chart's own units; y grows downwards.</summary>
internal sealed record PlotArea(double Left, double Top, double Right, double Bottom)
{
    public required IScale Across { get; init; }

    public required IScale Up { get; init; }

    public double X(double value) => XAt(Across.PlaceOf(value));

    public double Y(double value) => YAt(Up.PlaceOf(value));

    public double XAt(double place) => Left + (place * (Right - Left));

    public double YAt(double place) => Bottom - (place * (Bottom - Top));
}
