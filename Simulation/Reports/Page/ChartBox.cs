using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>The room of a chart on the page: it scrolls where the window is too narrow to read it.</summary>
internal static class ChartBox
{
    public static XElement Of(XElement svg, string kind = "") =>
        Tag.Of("figure", svg).With("class", $"chart {kind}".TrimEnd());
}
