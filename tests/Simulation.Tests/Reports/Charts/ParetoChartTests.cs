using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Charts;

namespace OrleansScaler.Simulation.Tests.Reports.Charts;

public sealed class ParetoChartTests
{
    private static readonly CostPoint[] s_bounds =
    [
        new("bound: keep or drop", 900, 2), new("best fixed", 1_000, 3), new("best window", 700, 2),
    ];

    [Fact]
    public void Draw_Policies_AreNumberedByRankAndNamed()
    {
        var svg = Draw([new("break-even", 1_000, 5), new("fixed:10s", 200, 80)], s_bounds);

        Assert.Equal(
            ["bound: keep or drop", "best fixed", "best window", "1  break-even", "2  fixed:10s"],
            svg.OfClass("label").Select(label => label.Shown()));
        Assert.Equal(3, svg.OfClass("bound").Count(mark => mark.Element("title") is not null));
        Assert.Equal("fixed:10s: 80 s cold, 200 GB·s idle", svg.OfClass("s1")[0].Tip());
        Assert.Single(svg.OfClass("equal"), path => path.Name.LocalName == "path");
    }

    [Fact]
    public void Draw_Axes_SayWhatTheyAreAndWhetherTheyAreLog()
    {
        var svg = Draw([new("a", 1, 1), new("b", 1_000, 2)], []);

        Assert.Equal(
            ["idle memory, GB·s (log scale)", "seconds"], svg.OfClass("name").Select(name => name.Value));
    }

    [Fact]
    public void Draw_ManyPoliciesClose_LabelsDoNotCollide()
    {
        var policies = Enumerable.Range(0, 35)
            .Select(i => new CostPoint($"keepalive=fixed:{i}s", 1_000 + (40 * i), 2_000 - (35 * i)));

        var labels = Draw(policies, s_bounds).OfClass("label").Select(BoxOf).ToArray();

        Assert.Equal(38, labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            Assert.All(labels[(i + 1)..], other => Assert.Equal(0, labels[i].Overlap(other)));
        }
    }

    [Fact]
    public void Draw_ZerosAndNoNumbers_HaveAPlaceOrNone()
    {
        var svg = Draw([new("direct", 0, 1e6), new("idle", 1e6, 0), new("lost", double.NaN, 1)], []);

        Assert.Equal(["1  direct", "2  idle"], svg.OfClass("label").Select(label => label.Shown()).Order());
    }

    [Fact]
    public void Draw_PoliciesAtOneSpot_ShareALabel()
    {
        var svg = Draw([new("pool", 10, 5), new("other", 1, 9), new("talk-v1.0", 10, 5)], []);

        Assert.Equal(["1 3  pool and 1 alike", "2  other"], svg.OfClass("label").Select(label => label.Shown()));
    }

    [Fact]
    public void Draw_Nothing_IsAnEmptyPlot()
    {
        Assert.Empty(Draw([], []).OfClass("label"));
    }

    [Fact]
    public void Draw_NoPrice_HasNoLineOfEqualValue()
    {
        var svg = Svgs.Read(ParetoChart.Draw([new("a", 1, 1)], s_bounds, "seconds", idlePrice: null));

        Assert.Empty(svg.OfClass("equal"));
    }

    [Fact]
    public void Draw_StrangeName_IsOnlyText()
    {
        const string name = "<script>alert('x')</script>&\"";

        Assert.Equal($"1  {name}", Draw([new(name, 1, 1)], []).OfClass("label").Single().Shown());
    }

    [Fact]
    public void Front_Points_AreThoseThatNoneBeatsInBoth()
    {
        CostPoint[] points =
        [
            new("a", 10, 1), new("b", 5, 5), new("c", 6, 5), new("d", 1, 9), new("e", 10, 2), new("f", 12, 1),
        ];

        Assert.Equal(["d", "b", "a"], CostPoint.Front(points).Select(point => point.Name));
    }

    private static XElement Draw(IEnumerable<CostPoint> policies, IEnumerable<CostPoint> bounds) =>
        Svgs.Read(ParetoChart.Draw(policies, bounds, "seconds", 1 / 99.69));

    /// <summary>A narrow box of the text: 6 units a letter, 10 units high.</summary>
    private static LabelBox BoxOf(XElement label)
    {
        var (x, y, width) = (label.Number("x"), label.Number("y"), 6.0 * label.Shown().Length);
        var left = label.Attribute("class")!.Value.EndsWith("up", StringComparison.Ordinal) ? x - width : x;
        return new LabelBox(left, y - 10, left + width, y);
    }
}
