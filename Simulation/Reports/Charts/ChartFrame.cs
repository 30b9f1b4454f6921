using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>
/// An empty chart: title, gridlines, ticks and the titles of the axes. Charts add their marks to <see cref="Svg"/>;
/// colours and type come from the page's style.
/// </summary>
internal sealed class ChartFrame
{
    private const double TitleHeight = 34;
    private const double LeftMargin = 78;
    private const double RightMargin = 18;
    private const double AxisHeight = 46;

    /// <summary>Draws the frame.</summary>
    /// <param name="title">The chart's title.</param>
    /// <param name="width">Width in units; the page stretches it to the room there is.</param>
    /// <param name="plotHeight">Height of the plot.</param>
    /// <param name="across">The axis below.</param>
    /// <param name="up">The axis to the left.</param>
    /// <param name="below">Room below the axis, for a legend.</param>
    public ChartFrame(string title, double width, double plotHeight, Axis across, Axis up, double below = 0)
    {
        Plot = new PlotArea(LeftMargin, TitleHeight, width - RightMargin, TitleHeight + plotHeight)
        {
            Across = across.Scale,
            Up = up.Scale,
        };
        LegendTop = Plot.Bottom + AxisHeight;
        Svg = Tag.Of("svg")
            .With("viewBox", $"0 0 {Tag.Coordinate(width)} {Tag.Coordinate(LegendTop + below)}")
            .With("role", "img")
            .With("aria-label", $"{title}. Across: {across.FullTitle}. Up: {up.FullTitle}.");
        Add(Text("title", Plot.Left, TitleHeight - 14, title));
        DrawAcross(across);
        DrawUp(up);
    }

    public XElement Svg { get; }

    public PlotArea Plot { get; }

    /// <summary>Where the room below begins.</summary>
    public double LegendTop { get; }

    public static XElement Text(string kind, double x, double y, string text) =>
        Tag.Of("text").With("class", kind).With("x", x).With("y", y).Says(text);

    public static XElement Line(string kind, double x1, double y1, double x2, double y2) =>
        Tag.Of("line").With("class", kind).With("x1", x1).With("y1", y1).With("x2", x2).With("y2", y2);

    public void Add(XElement element) => Svg.Add(element);

    private void DrawAcross(Axis axis)
    {
        foreach (var tick in axis.Scale.Ticks)
        {
            var x = Plot.XAt(tick.Place);
            Add(Line(GridOf(tick.Label), x, Plot.Top, x, Plot.Bottom));
            if (tick.Label.Length > 0)
            {
                Add(Text("tick across", x, Plot.Bottom + 16, tick.Label));
            }
        }

        Add(Line("axis", Plot.Left, Plot.Bottom, Plot.Right, Plot.Bottom));
        Add(Text("name across", (Plot.Left + Plot.Right) / 2, Plot.Bottom + 36, axis.FullTitle));
    }

    private void DrawUp(Axis axis)
    {
        foreach (var tick in axis.Scale.Ticks)
        {
            var y = Plot.YAt(tick.Place);
            Add(Line(GridOf(tick.Label), Plot.Left, y, Plot.Right, y));
            if (tick.Label.Length > 0)
            {
                Add(Text("tick up", Plot.Left - 7, y + 4, tick.Label));
            }
        }

        Add(Line("axis", Plot.Left, Plot.Top, Plot.Left, Plot.Bottom));
        var middle = (Plot.Top + Plot.Bottom) / 2;
        Add(Text("name across", 14, middle, axis.FullTitle)
            .With("transform", $"rotate(-90 14 {Tag.Coordinate(middle)})"));
    }

    private static string GridOf(string label) => label.Length > 0 ? "grid" : "grid faint";
}
