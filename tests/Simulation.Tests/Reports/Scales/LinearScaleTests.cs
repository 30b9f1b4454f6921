using System.Globalization;
using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Tests.Reports.Scales;

public sealed class LinearScaleTests
{
    [Theory]
    [InlineData(0, 6, 6, "0 1 2 3 4 5 6")]
    [InlineData(0, 1.2e6, 6, "0 200000 400000 600000 800000 1000000 1200000")]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(1, 1.38, 6, "1 1.1 1.2 1.3 1.4")]
    [InlineData(7, 23, 4, "5 10 15 20 25")]
    [InlineData(0, 0, 6, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(5, 5, 5, "5 6 7 8 9 10")]
    public void Ticks_Range_AreRoundAndCoverIt(double least, double most, int steps, string labels)
    {
        var scale = new LinearScale(least, most, Text, steps);

        Assert.Equal(labels, string.Join(' ', scale.Ticks.Select(tick => tick.Label)));
        Assert.Equal(0, scale.Ticks[0].Place);
        Assert.Equal(1, scale.Ticks[^1].Place);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2.5, 0.25)]
    [InlineData(10, 1)]
    [InlineData(-1, 0)]
    [InlineData(11, 1)]
    public void PlaceOf_Value_IsEvenAndKeepsToTheAxis(double value, double place)
    {
        Assert.Equal(place, new LinearScale(0, 10, Text).PlaceOf(value), 12);
    }

    [Fact]
    public void ValueAt_PlaceOfAValue_IsTheValue()
    {
        var scale = new LinearScale(3, 17, Text);

        Assert.Equal(11, scale.ValueAt(scale.PlaceOf(11)), 9);
    }

    private static string Text(double value) => Math.Round(value, 9).ToString(CultureInfo.InvariantCulture);
}
