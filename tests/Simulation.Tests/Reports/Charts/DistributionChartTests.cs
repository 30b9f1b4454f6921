using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Charts;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Reports.Scales;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Simulation.Tests.Reports.Charts;

public sealed class DistributionChartTests
{
    [Fact]
    public void Draw_AFewPolicies_EachHaveLineMarkAndLegend()
    {
        var svg = Draw(Line("a", 0, 1), Line("b", 1, 5));

        Assert.Equal(["b", "a"], svg.Descendants("path").Where(IsCurve).Select(path => path.Tip()));
        Assert.Equal(["a", "b"], svg.OfClass("key").Select(key => key.Shown()));
        Assert.Contains(svg.OfClass("mark"), mark => mark.Element("title")?.Value == "a: 50.0 % at most 0.5");
    }

    [Fact]
    public void Draw_ManyPolicies_KeepsSixInColourAndTheRestFaint()
    {
        var svg = Draw([.. Enumerable.Range(0, 35).Select(i => Line($"p{i}", i, i + 3))]);

        var curves = svg.Descendants("path").Where(IsCurve).ToArray();
        Assert.Equal(35, curves.Length);
        Assert.Equal(29, curves.Count(path => path.Attribute("class")!.Value == "line rest"));
        Assert.Equal("p0", curves[^1].Tip());
        Assert.Equal("others: 29", svg.OfClass("key")[^1].Shown());
    }

    [Fact]
    public void Draw_AllZero_IsALineAtZero()
    {
        var svg = Draw(Line("a", 0, 0));

        var curve = Assert.Single(svg.Descendants("path"), IsCurve);
        var left = svg.OfClass("axis")[0].Number("x1");
        Assert.StartsWith(string.Create(null, $"M{left} "), curve.Attribute("d")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_NoPointsOrNoNumbers_LeavesTheLineOut()
    {
        var svg = Draw(new CurveLine("empty", []), new CurveLine("wrong", [new CurvePoint(double.NaN, 0.5)]));

        Assert.DoesNotContain(svg.Descendants("path"), IsCurve);
        Assert.Equal(2, svg.OfClass("key").Count);
    }

    [Fact]
    public void Draw_NoPolicies_IsAnEmptyPlot() => Assert.Empty(Draw().OfClass("key"));

    private static bool IsCurve(XElement path) =>
        path.Attribute("class")!.Value.StartsWith("line", StringComparison.Ordinal);

    private static CurveLine Line(string name, double least, double most) =>
        new(name, Curve.Of(Enumerable.Range(0, 101).Select(i => least + ((most - least) * i / 100))));

    private static XElement Draw(params CurveLine[] lines) => Svgs.Read(DistributionChart.Draw(
        "Latency",
        new Axis(DistributionChart.ScaleOf(lines, Figure.Seconds), "seconds"),
        new Axis(new TailScale(), "share"),
        lines));
}
