using System.Globalization;
using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>Every policy by what it lost to cold starts and what it kept idle, with the bounds and the front.</summary>
internal sealed class ParetoChart
{
    private const double Width = 1040;
    private const double PlotHeight = 500;
    private const int LegendColumns = 4;
    private const double MarkRadius = 5;
    private const double LabelHeight = 15;
    private const double LetterWidth = 6.9;
    private const double BoldLetterWidth = 7.6;

    /// <summary>A longer name would push others away; the table has it whole.</summary>
    private const int MostLetters = 34;

    private readonly ChartFrame _frame;
    private readonly LabelPlacer _labels;
    private readonly CostPoint[] _policies;
    private readonly CostPoint[] _bounds;

    private ParetoChart(IEnumerable<CostPoint> policies, IEnumerable<CostPoint> bounds, string coldTitle)
    {
        _policies = [.. policies];
        _bounds = [.. bounds.Where(bound => bound.IsKnown)];
        var all = _policies.Where(policy => policy.IsKnown).Concat(_bounds).ToArray();
        _frame = new ChartFrame(
            "Cold seconds against idle memory",
            Width,
            PlotHeight,
            new Axis(
                FittingScale.For(all.Select(point => point.IdleGbSeconds), Figure.Compact), "idle memory, GB·s"),
            new Axis(FittingScale.For(all.Select(point => point.ColdSeconds), Figure.Compact), coldTitle),
            ChartLegend.HeightOf(entries: 6, LegendColumns));
        var plot = _frame.Plot;
        _labels = new LabelPlacer(new LabelBox(plot.Left + 3, plot.Top - 4, plot.Right + 8, plot.Bottom - 3));
    }

    /// <summary>Draws the chart.</summary>
    /// <param name="policies">The policies, best first: their places are their numbers.</param>
    /// <param name="bounds">What was possible; up to three.</param>
    /// <param name="coldTitle">What the cold seconds are.</param>
    /// <param name="idlePrice">Seconds that an idle GB·s is worth; null where the ranking counts otherwise.</param>
    public static XElement Draw(
        IEnumerable<CostPoint> policies, IEnumerable<CostPoint> bounds, string coldTitle, double? idlePrice)
    {
        var chart = new ParetoChart(policies, bounds, coldTitle);
        if (idlePrice is { } price)
        {
            chart.DrawEqualValue(price);
        }

        chart.DrawFront();
        chart.DrawMarks();
        chart.DrawLabels();
        chart.DrawLegend(idlePrice is not null);
        return chart._frame.Svg;
    }

    /// <summary>A cross, a star or a plus in the colour of the text: no policy looks like that.</summary>
    private static XElement BoundMark(int bound, double x, double y)
    {
        const double r = 6;
        var path = new PathText();
        if (bound != 1)
        {
            path.MoveTo(x - r, y - r).LineTo(x + r, y + r).MoveTo(x - r, y + r).LineTo(x + r, y - r);
        }

        if (bound != 0)
        {
            path.MoveTo(x - r - 1, y).LineTo(x + r + 1, y).MoveTo(x, y - r - 1).LineTo(x, y + r + 1);
        }

        return Tag.Of("path").With("class", "bound").With("d", path.ToString());
    }

    private static string Tip(CostPoint point) =>
        $"{point.Name}: {Figure.Whole(point.ColdSeconds)} s cold, {Figure.Whole(point.IdleGbSeconds)} GB·s idle";

    private IEnumerable<(CostPoint Point, int Place)> Known() =>
        _policies.Select((point, place) => (point, place)).Where(policy => policy.point.IsKnown);

    /// <summary>All pairs that are worth as much as the best policy's.</summary>
    private void DrawEqualValue(double price)
    {
        if (Known().FirstOrDefault().Point is not { } best)
        {
            return;
        }

        const int points = 240;
        var plot = _frame.Plot;
        var value = best.ColdSeconds + (best.IdleGbSeconds * price);
        var path = new PathText();
        var drawing = false;
        for (var i = 0; i <= points; i++)
        {
            var idle = plot.Across.ValueAt(i / (double)points);
            var cold = value - (idle * price);
            var inside = cold > 0 && plot.Up.PlaceOf(cold) is > 0 and < 1;
            var (x, y) = (plot.XAt(i / (double)points), plot.Y(cold));
            path = !inside ? path : drawing ? path.LineTo(x, y) : path.MoveTo(x, y);
            drawing = inside;
        }

        _frame.Add(Tag.Of("path").With("class", "equal").With("d", path.ToString())
            .Tip($"as good as {best.Name}: {Figure.Whole(value)} s"));
    }

    /// <summary>In steps: between two policies of the front nothing is known that is better than either.</summary>
    private void DrawFront()
    {
        var front = CostPoint.Front(Known().Select(policy => policy.Point));
        if (front.Count == 0)
        {
            return;
        }

        var plot = _frame.Plot;
        var path = new PathText().MoveTo(plot.X(front[0].IdleGbSeconds), plot.Top);
        foreach (var point in front)
        {
            path.AcrossTo(plot.X(point.IdleGbSeconds)).UpTo(plot.Y(point.ColdSeconds));
        }

        path.AcrossTo(plot.Right);
        TakeFront(front);
        _frame.Add(Tag.Of("path").With("class", "front").With("d", path.ToString()).Tip("Pareto front"));
    }

    /// <summary>Labels do not stand on the front's line.</summary>
    private void TakeFront(IReadOnlyList<CostPoint> front)
    {
        var plot = _frame.Plot;
        var y = plot.Top;
        for (var i = 0; i < front.Count; i++)
        {
            var (x, nextY) = (plot.X(front[i].IdleGbSeconds), plot.Y(front[i].ColdSeconds));
            var right = i + 1 < front.Count ? plot.X(front[i + 1].IdleGbSeconds) : plot.Right;
            _labels.Avoid(new LabelBox(x - 1, y, x + 1, nextY));
            _labels.Avoid(new LabelBox(x, nextY - 1, right, nextY + 1));
            y = nextY;
        }
    }

    /// <summary>The best comes last, on top of the others.</summary>
    private void DrawMarks()
    {
        var plot = _frame.Plot;
        foreach (var (point, place) in Known().Reverse())
        {
            var (x, y) = (plot.X(point.IdleGbSeconds), plot.Y(point.ColdSeconds));
            _frame.Add(SeriesStyle.Mark(place, x, y, MarkRadius).Tip(Tip(point)));
            _labels.Take(Around(x, y));
        }

        for (var i = 0; i < _bounds.Length; i++)
        {
            var (x, y) = (plot.X(_bounds[i].IdleGbSeconds), plot.Y(_bounds[i].ColdSeconds));
            _frame.Add(BoundMark(i, x, y).Tip(Tip(_bounds[i])));
            _labels.Take(Around(x, y));
        }
    }

    private void DrawLabels()
    {
        foreach (var bound in _bounds)
        {
            DrawLabel(bound, bound.Name, "label strong");
        }

        var plot = _frame.Plot;
        var spots = Known().GroupBy(policy => (
            Tag.Coordinate(plot.X(policy.Point.IdleGbSeconds)), Tag.Coordinate(plot.Y(policy.Point.ColdSeconds))));
        foreach (var spot in spots)
        {
            var kind = spot.First().Place < SeriesStyle.Highlighted ? "label" : "label rest";
            DrawLabel(spot.First().Point, LabelOf([.. spot]), kind);
        }
    }

    /// <summary>Policies at one spot, which did nearly the same, share a label that has all their numbers.</summary>
    private static string LabelOf(IReadOnlyList<(CostPoint Point, int Place)> spot)
    {
        var numbers = spot.Select(policy => (policy.Place + 1).ToString(CultureInfo.InvariantCulture));
        var name = PlainText.Short(spot[0].Point.Name, MostLetters);
        return $"{string.Join(' ', numbers)}  {name}{(spot.Count > 1 ? $" and {spot.Count - 1} alike" : "")}";
    }

    private void DrawLabel(CostPoint point, string text, string kind)
    {
        var (x, y) = (_frame.Plot.X(point.IdleGbSeconds), _frame.Plot.Y(point.ColdSeconds));
        var letter = kind.EndsWith("strong", StringComparison.Ordinal) ? BoldLetterWidth : LetterWidth;
        var box = _labels.Place(x, y, text.Length * letter, LabelHeight);
        var (nearX, nearY) = box.Nearest(x, y);
        if (Math.Abs(nearX - x) + Math.Abs(nearY - y) > 3 * MarkRadius)
        {
            _frame.Add(ChartFrame.Line("leader", x, y, nearX, nearY));
        }

        // Widths are guessed on the wide side: the text keeps to the side that faces its point.
        var isLeft = box.Right <= x;
        _frame.Add(ChartFrame.Text(
            isLeft ? $"{kind} up" : kind, isLeft ? box.Right - 2 : box.Left + 2, box.Bottom - 4, text)
            .Tip(Tip(point)));
    }

    private void DrawLegend(bool withEqualValue)
    {
        var legend = new ChartLegend(_frame, LegendColumns);
        legend.Add("policies by rank", (from, to, y) =>
            [SeriesStyle.Mark(0, from + 8, y, 4), SeriesStyle.Mark(1, to - 6, y, 4)]);
        legend.Add("Pareto front", (from, to, y) => [ChartFrame.Line("front", from, y, to, y)]);
        if (withEqualValue)
        {
            legend.Add("as good as the best", (from, to, y) => [ChartFrame.Line("equal", from, y, to, y)]);
        }

        for (var i = 0; i < _bounds.Length; i++)
        {
            var bound = i;
            legend.Add(_bounds[i].Name, (from, to, y) => [BoundMark(bound, (from + to) / 2, y)]);
        }
    }

    private static LabelBox Around(double x, double y) =>
        new(x - MarkRadius - 2, y - MarkRadius - 2, x + MarkRadius + 2, y + MarkRadius + 2);
}
