using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>A scale and what it measures.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Title">The measure and its unit.</param>
internal sealed record Axis(IScale Scale, string Title)
{
    /// <summary>The title with what is special about the scale.</summary>
    public string FullTitle => Scale.Kind.Length > 0 ? $"{Title} ({Scale.Kind} scale)" : Title;
}
