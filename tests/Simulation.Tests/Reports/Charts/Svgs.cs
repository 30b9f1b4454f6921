using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OrleansScaler.Simulation.Tests.Reports.Charts;

/// <summary>Reads charts as a browser would get them.</summary>
internal static partial class Svgs
{
    /// <summary>Writes the chart out, reads it again, and checks what holds for every chart.</summary>
    public static XElement Read(XElement chart)
    {
        var text = chart.ToString(SaveOptions.DisableFormatting);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
        var svg = XDocument.Parse(text).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.NotEmpty(svg.Attribute("aria-label")!.Value);
        AssertIsWithin(svg);
        return svg;
    }

    public static IReadOnlyList<XElement> OfClass(this XElement svg, string kind) =>
        [.. svg.Descendants().Where(element => Classes(element).Contains(kind))];

    public static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The text without what the pointer is told.</summary>
    public static string Shown(this XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(t => t.Value));

    public static string Tip(this XElement element) => element.Element("title")!.Value;

    private static string[] Classes(XElement element) => element.Attribute("class")?.Value.Split(' ') ?? [];

    /// <summary>Nothing is drawn outside of the picture.</summary>
    private static void AssertIsWithin(XElement svg)
    {
        var box = svg.Attribute("viewBox")!.Value.Split(' ');
        var (width, height) = (
            double.Parse(box[2], CultureInfo.InvariantCulture), double.Parse(box[3], CultureInfo.InvariantCulture));
        foreach (var element in svg.Descendants())
        {
            Assert.All(Values(element, "x", "x1", "x2", "cx"), x => Assert.InRange(x, 0, width));
            Assert.All(Values(element, "y", "y1", "y2", "cy"), y => Assert.InRange(y, 0, height));
        }

        foreach (var path in svg.Descendants("path"))
        {
            var text = path.Attribute("d")!.Value;
            Assert.Matches(PathPattern(), text);
        }
    }

    private static IEnumerable<double> Values(XElement element, params string[] names) =>
        names.Where(name => element.Attribute(name) is not null).Select(element.Number);

    [GeneratedRegex(@"^([ML]-?[\d.]+ -?[\d.]+|[HV]-?[\d.]+|Z)*$")]
    private static partial Regex PathPattern();
}
