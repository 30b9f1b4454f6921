using System.Globalization;
using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>
/// Tells the first few policies apart, by colour, dash and mark, so that one of the three is enough; the others are
/// faint.
/// </summary>
internal static class SeriesStyle
{
    /// <summary>More than six lines nobody tells apart.</summary>
    public const int Highlighted = 6;

    /// <summary>Corners of the marks in units of their radius; the first mark, which has none, is a circle.</summary>
    private static readonly (double X, double Y)[][] s_corners =
    [
        [],
        [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        [(0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
        [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
        [(0, 1.2), (1.1, -0.8), (-1.1, -0.8)],
        [(-0.6, -1.1), (0.6, -1.1), (1.2, 0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0)],
    ];

    /// <summary>The class of a policy's line.</summary>
    /// <param name="place">Its place in the ranking, from 0.</param>
    public static string Line(int place) => $"line {Colour(place)}";

    /// <summary>A policy's mark.</summary>
    public static XElement Mark(int place, double x, double y, double radius)
    {
        var corners = place < Highlighted ? s_corners[place] : s_corners[0];
        if (corners.Length == 0)
        {
            return Tag.Of("circle").With("class", $"mark {Colour(place)}")
                .With("cx", x).With("cy", y).With("r", radius);
        }

        var path = new PathText().MoveTo(x + (radius * corners[0].X), y + (radius * corners[0].Y));
        foreach (var corner in corners[1..])
        {
            path.LineTo(x + (radius * corner.X), y + (radius * corner.Y));
        }

        return Tag.Of("path").With("class", $"mark {Colour(place)}").With("d", path.Close().ToString());
    }

    private static string Colour(int place) =>
        place < Highlighted ? string.Create(CultureInfo.InvariantCulture, $"s{place}") : "rest";
}
