using System.Globalization;
using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Reports.Scales;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>Slots of one function against the calls that ran or waited: how much of what was kept was needed.</summary>
internal static class TimelineChart
{
    private const double Width = 540;
    private const double PlotHeight = 150;
    private const int LegendColumns = 2;

    /// <summary>Longer traces are shown in hours, longer ones than a minute or two in minutes.</summary>
    private static readonly (TimeSpan Least, double Seconds, string Name)[] s_units =
    [
        (TimeSpan.FromHours(2), 3600, "hours"),
        (TimeSpan.FromMinutes(2), 60, "minutes"),
        (TimeSpan.Zero, 1, "seconds"),
    ];

    /// <summary>Draws the chart.</summary>
    /// <param name="title">The function.</param>
    /// <param name="timeline">Its timeline.</param>
    /// <param name="length">Length of the trace.</param>
    public static XElement Draw(string title, SlotTimeline timeline, TimeSpan length)
    {
        var (_, unit, name) = s_units.First(known => length >= known.Least);
        var most = timeline.Parts.Select(part => Math.Max(part.MostSlots, part.MostDemand)).Append(1).Max();
        var across = new Axis(
            new LinearScale(0, length.TotalSeconds / unit, Figure.Compact, steps: 10), $"{name} of trace");
        var up = new Axis(
            new LinearScale(0, most, Count, steps: Math.Min(most, 5)), "slots, calls");
        var frame = new ChartFrame(
            title, Width, PlotHeight, across, up, ChartLegend.HeightOf(entries: 4, LegendColumns));
        var step = timeline.PartLength.TotalSeconds / unit;
        frame.Add(Steps(frame.Plot, timeline, step, part => part.MeanDemand, "area", closed: true));
        frame.Add(Steps(frame.Plot, timeline, step, part => part.MostDemand, "line demand most"));
        frame.Add(Steps(frame.Plot, timeline, step, part => part.MostSlots, "line slots most"));
        frame.Add(Steps(frame.Plot, timeline, step, part => part.MeanDemand, "line demand"));
        frame.Add(Steps(frame.Plot, timeline, step, part => part.MeanSlots, "line slots"));
        DrawLegend(frame);
        return frame.Svg;
    }

    /// <summary>Between whole slots there is nothing to label.</summary>
    private static string Count(double value) => value % 1 == 0
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : "";

    private static XElement Steps(
        PlotArea plot, SlotTimeline timeline, double step, Func<TimelinePart, double> value, string kind,
        bool closed = false)
    {
        var path = new PathText().MoveTo(plot.Left, plot.Bottom);
        for (var i = 0; i < timeline.Parts.Count; i++)
        {
            path.UpTo(plot.Y(value(timeline.Parts[i]))).AcrossTo(plot.X((i + 1) * step));
        }

        var text = closed ? path.UpTo(plot.Bottom).Close() : path;
        return Tag.Of("path").With("class", kind).With("d", text.ToString());
    }

    private static void DrawLegend(ChartFrame frame)
    {
        (string Name, string Kind)[] entries =
        [
            ("slots, mean", "line slots"),
            ("running + waiting, mean", "line demand"),
            ("slots, most", "line slots most"),
            ("running + waiting, most", "line demand most"),
        ];
        var legend = new ChartLegend(frame, LegendColumns);
        foreach (var (name, kind) in entries)
        {
            legend.Add(name, (from, to, y) => [ChartFrame.Line(kind, from, y, to, y)]);
        }
    }
}
