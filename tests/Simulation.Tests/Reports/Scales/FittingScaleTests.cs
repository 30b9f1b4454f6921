using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Tests.Reports.Scales;

public sealed class FittingScaleTests
{
    [Theory]
    [InlineData(new double[0], "", 0, 1)]
    [InlineData(new[] { 0.0 }, "", 0, 1)]
    [InlineData(new[] { 3.0 }, "", 0, 3)]
    [InlineData(new[] { 1.0, 19 }, "", 0, 20)]
    [InlineData(new[] { 1.0, 1.4 }, "", 1, 1.4)]
    [InlineData(new[] { 1.0, 1.01 }, "", 0, 1.2)]
    [InlineData(new[] { 0.0, 1.0, 1.4 }, "", 0, 1.5)]
    [InlineData(new[] { 1.0, 20 }, "log", 1, 20)]
    [InlineData(new[] { 0.0, 1, 300 }, "log", 0, 300)]
    [InlineData(new[] { double.NaN, 2, double.PositiveInfinity }, "", 0, 2)]
    public void For_Values_ChoosesKindAndEnds(double[] values, string kind, double first, double last)
    {
        var scale = FittingScale.For(values, value => $"{value}");

        Assert.Equal(kind, scale.Kind);
        Assert.Equal(first, scale.ValueAt(0), 9);
        Assert.Equal(last, scale.ValueAt(1), 9);
    }
}
