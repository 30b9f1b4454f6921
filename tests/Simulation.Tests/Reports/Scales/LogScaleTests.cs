using System.Globalization;
using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Tests.Reports.Scales;

public sealed class LogScaleTests
{
    [Theory]
    [InlineData(1, 100, "1 2 5 10 20 50 100")]
    [InlineData(0.02, 0.9, "0.02 0.05 0.1 0.2 0.5")]
    [InlineData(5_103, 217_140, "5000 10000 20000 50000 100000 200000")]
    [InlineData(1, 1e4, "1 10 100 1000 10000")]
    [InlineData(1e-3, 1e3, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(1e-6, 1e6, "1E-06 0.0001 0.01 1 100 10000 1000000")]
    [InlineData(7, 7, "10 20 50")]
    public void Ticks_Range_AreLabelledAsFarAsThereIsRoom(double least, double most, string labels)
    {
        var ticks = new LogScale(least, most, withZero: false, Text).Ticks;

        Assert.Equal(labels, string.Join(' ', ticks.Select(tick => tick.Label).Where(label => label.Length > 0)));
        Assert.All(ticks, tick => Assert.InRange(tick.Place, 0, 1));
        Assert.Equal(ticks.OrderBy(tick => tick.Place), ticks);
    }

    [Fact]
    public void PlaceOf_EqualRatios_AreEqualDistances()
    {
        var scale = new LogScale(1, 1_000, withZero: false, Text);

        Assert.Equal(0, scale.PlaceOf(1), 12);
        Assert.Equal(1 / 3.0, scale.PlaceOf(10), 12);
        Assert.Equal(1, scale.PlaceOf(1_000), 12);
        Assert.Equal(1, scale.PlaceOf(5_000), 12);
    }

    [Fact]
    public void PlaceOf_Zero_IsBeforeAllOthersAndHasATick()
    {
        var scale = new LogScale(0.01, 100, withZero: true, Text);

        Assert.Equal(new Tick(0, "0"), scale.Ticks[0]);
        Assert.Equal(0, scale.PlaceOf(0));
        Assert.True(scale.PlaceOf(0.01) > 0.05);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ValueAt_PlaceOfAValue_IsTheValue(bool withZero)
    {
        var scale = new LogScale(2, 900, withZero, Text);

        Assert.Equal(77, scale.ValueAt(scale.PlaceOf(77)), 9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_NothingAboveZero_IsABug(double least)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogScale(least, 10, withZero: true, Text));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
