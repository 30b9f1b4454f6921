using OrleansScaler.Simulation.Traces.Figures;

namespace OrleansScaler.Simulation.Tests.Traces.Figures;

public sealed class CallSharesTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.0, 1)]
    [InlineData(17.0, 1)]
    [InlineData(17.5, 2)]
    [InlineData(876.3333333333334, 3)]
    [InlineData(5365.1, 10)]
    public void Fewest_Average_TellsTheFewestWholeMilliseconds(double? average, int calls) =>
        Assert.Equal(calls, CallShares.Fewest(average));

    [Theory]
    [InlineData(3, new[] { 1, 2 })]
    [InlineData(4, new[] { 2, 2 })]
    [InlineData(6, new[] { 2, 4 })]
    [InlineData(100, new[] { 10, 10 })]
    [InlineData(-5, new[] { 1, 2 })]
    public void Of_Remaining_GoesRoundInMultiples(long remaining, int[] calls) =>
        Assert.Equal(calls, CallShares.Of([5.0, 5.5], remaining, most: 10));
}
