using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Reports.Scales;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>Cumulative distributions, one line a policy, best first.</summary>
internal static class DistributionChart
{
    private const double Width = 540;
    private const double PlotHeight = 250;
    private const int LegendColumns = 2;

    /// <summary>Of this height and more a line gets its mark: at its median, and where its tail begins.</summary>
    private static readonly double[] s_marked = [0.5, 0.99];

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What is distributed.</param>
    /// <param name="across">The measure; its scale covers all lines.</param>
    /// <param name="up">The share.</param>
    /// <param name="lines">The lines, best policy first.</param>
    public static XElement Draw(string title, Axis across, Axis up, IReadOnlyList<CurveLine> lines)
    {
        var shown = Math.Min(lines.Count, SeriesStyle.Highlighted);
        var entries = shown + (lines.Count > shown ? 1 : 0);
        var frame = new ChartFrame(
            title, Width, PlotHeight, across, up, ChartLegend.HeightOf(entries, LegendColumns));

        // The best comes last, on top of the others.
        for (var place = lines.Count - 1; place >= 0; place--)
        {
            DrawLine(frame, lines[place], place);
        }

        var legend = new ChartLegend(frame, LegendColumns);
        for (var place = 0; place < shown; place++)
        {
            legend.AddPolicy(place, lines[place].Name);
        }

        if (lines.Count > shown)
        {
            legend.Add($"others: {lines.Count - shown}", (from, to, y) =>
                [ChartFrame.Line(SeriesStyle.Line(shown), from, y, to, y)]);
        }

        return frame.Svg;
    }

    /// <summary>A scale that all lines fit on.</summary>
    public static IScale ScaleOf(IEnumerable<CurveLine> lines, Func<double, string> label) =>
        FittingScale.For(lines.SelectMany(line => line.Points).Select(point => point.Value), label);

    private static void DrawLine(ChartFrame frame, CurveLine line, int place)
    {
        var points = line.Points.Where(point => double.IsFinite(point.Value)).ToArray();
        if (points.Length == 0)
        {
            return;
        }

        var plot = frame.Plot;
        var path = new PathText().MoveTo(plot.X(points[0].Value), plot.Bottom);
        foreach (var point in points)
        {
            path.AcrossTo(plot.X(point.Value)).UpTo(plot.Y(point.Share));
        }

        path.AcrossTo(plot.Right);
        frame.Add(Tag.Of("path").With("class", SeriesStyle.Line(place)).With("d", path.ToString()).Tip(line.Name));
        if (place < SeriesStyle.Highlighted)
        {
            DrawMarks(frame, line.Name, points, place);
        }
    }

    private static void DrawMarks(ChartFrame frame, string name, CurvePoint[] points, int place)
    {
        foreach (var point in points.Where(point => s_marked.Contains(point.Share)))
        {
            frame.Add(SeriesStyle.Mark(place, frame.Plot.X(point.Value), frame.Plot.Y(point.Share), 3.5)
                .Tip($"{name}: {Figure.ShortPercent(point.Share)} at most {Figure.Compact(point.Value)}"));
        }
    }
}
