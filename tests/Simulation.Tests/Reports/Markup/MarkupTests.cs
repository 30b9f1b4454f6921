using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Tests.Reports.Markup;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a & b \"c\" 'd' ]]> <!-- -->")]
    [InlineData("grüße ☃ 🙂")]
    public void Says_AnyText_ComesBackAsItWas(string text)
    {
        var written = Tag.Of("p").With("title", text).Says(text).ToString(SaveOptions.DisableFormatting);

        var read = XElement.Parse(written);
        Assert.Equal(text, read.Value);
        Assert.Equal(text, read.Attribute("title")!.Value);
        Assert.DoesNotContain("<script", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\0b\u0007c", "a\ufffdb\ufffdc")]
    [InlineData("left\u202eright", "left\ufffdright")]
    public void Says_WhatNoPageMayHold_IsReplaced(string text, string shown)
    {
        Assert.Equal(shown, XElement.Parse(Tag.Of("p").Says(text).ToString()).Value);
    }

    [Fact]
    public void Says_HalfOfAPair_IsReplaced()
    {
        var text = string.Concat("half ", "🙂".AsSpan(0, 1));

        Assert.Equal("half \ufffd", XElement.Parse(Tag.Of("p").Says(text).ToString()).Value);
    }

    [Fact]
    public void Says_Nothing_StillHasAnEnd()
    {
        Assert.Equal("<td></td>", Tag.Of("td").Says("").ToString());
    }

    [Fact]
    public void SaysBreaking_JoinedNames_MayBreakBetweenThem()
    {
        var written = Tag.Of("td").SaysBreaking("a=b+c=d,e").ToString(SaveOptions.DisableFormatting);

        Assert.Equal("<td>a=b+<wbr />c=d,<wbr />e</td>", written);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Coordinate_NoNumber_IsABug(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tag.Coordinate(value));
    }

    [Theory]
    [InlineData(0.04, "0")]
    [InlineData(-0.04, "0")]
    [InlineData(12.25, "12.2")]
    [InlineData(1234.56, "1234.6")]
    public void Coordinate_Number_HasATenthAtMost(double value, string text)
    {
        Assert.Equal(text, Tag.Coordinate(value));
    }

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly ten", 11, "exactly ten")]
    [InlineData("longer than that", 8, "longer …")]
    [InlineData("abcd🙂efgh", 6, "abcd…")]
    public void Short_Text_EndsInAnEllipsisWhenCut(string text, int most, string shown)
    {
        Assert.Equal(shown, PlainText.Short(text, most));
    }
}
