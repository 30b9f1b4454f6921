using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Charts;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.Tests.Reports.Charts;

public sealed class TimelineChartTests
{
    [Fact]
    public void Draw_Parts_AreStepsOfTheirWidthAndHeight()
    {
        var svg = Draw(TimeSpan.FromHours(8), new(2, 4, 1, 4), new(4, 4, 0, 0));

        // The axis goes from 0 to 4 slots in 150 units from 184 upwards, and over 8 hours from 78 to 522.
        Assert.Equal("M78 184V109H300V34H522", PathOf(svg, "line slots"));
        Assert.Equal("M78 184V146.5H300V184H522", PathOf(svg, "line demand"));
        Assert.Equal("M78 184V34H300V184H522", PathOf(svg, "line demand most"));
        Assert.Equal("M78 184V146.5H300V184H522Z", PathOf(svg, "area"));
    }

    [Theory]
    [InlineData(28_800, "hours of trace")]
    [InlineData(180, "minutes of trace")]
    [InlineData(30, "seconds of trace")]
    public void Draw_Length_ChoosesTheUnit(int seconds, string title)
    {
        var svg = Draw(TimeSpan.FromSeconds(seconds), new(1, 1, 1, 1), new(1, 1, 0, 0));

        Assert.Equal(title, svg.OfClass("name")[0].Value);
    }

    [Fact]
    public void Draw_NeverASlot_IsFlat()
    {
        Assert.Equal("M78 184H522", PathOf(Draw(TimeSpan.FromHours(8), default, default), "line slots"));
    }

    [Fact]
    public void Draw_NoParts_IsAnEmptyPlot() =>
        Assert.Equal("M78 184", PathOf(Svgs.Read(
            TimelineChart.Draw("f", new SlotTimeline(0, TimeSpan.FromTicks(1), []), TimeSpan.Zero)), "line slots"));

    private static string PathOf(XElement svg, string kind) => svg.Descendants("path")
        .Single(path => path.Attribute("class")!.Value == kind).Attribute("d")!.Value;

    private static XElement Draw(TimeSpan length, params TimelinePart[] parts) =>
        Svgs.Read(TimelineChart.Draw("f", new SlotTimeline(0, length / parts.Length, parts), length));
}
