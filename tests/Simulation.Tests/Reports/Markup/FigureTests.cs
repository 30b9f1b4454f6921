using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Tests.Reports.Markup;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(999, "999")]
    [InlineData(20_000, "20 k")]
    [InlineData(1_500_000, "1.5 M")]
    [InlineData(3e9, "3 G")]
    [InlineData(0.0004, "4E-4")]
    [InlineData(double.NaN, "–")]
    public void Compact_Value_HasASize(double value, string text) => Assert.Equal(text, Figure.Compact(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00005, "50 µs")]
    [InlineData(0.02, "20 ms")]
    [InlineData(1, "1 s")]
    [InlineData(200, "200 s")]
    [InlineData(3000, "3 k s")]
    public void Seconds_Length_HasItsUnit(double seconds, string text) => Assert.Equal(text, Figure.Seconds(seconds));

    [Theory]
    [InlineData(0.976, "97.6 %")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    public void ShortPercent_Share_HasOneDigit(double share, string text) =>
        Assert.Equal(text, Figure.ShortPercent(share));
}
