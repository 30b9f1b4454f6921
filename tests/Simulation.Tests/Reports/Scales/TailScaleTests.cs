using OrleansScaler.Simulation.Reports.Scales;

namespace OrleansScaler.Simulation.Tests.Reports.Scales;

public sealed class TailScaleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0.2)]
    [InlineData(0.99, 0.4)]
    [InlineData(0.9999, 0.8)]
    [InlineData(0.9999999, 0.8)]
    [InlineData(1, 1)]
    [InlineData(-0.5, 0)]
    public void PlaceOf_Share_GivesEveryNineAFifth(double share, double place)
    {
        Assert.Equal(place, new TailScale().PlaceOf(share), 9);
    }

    [Fact]
    public void Ticks_EndsOfTheAxis_AreNothingAndAll()
    {
        var ticks = new TailScale().Ticks;

        Assert.Equal(new Tick(0, "0 %"), ticks[0]);
        Assert.Equal(new Tick(1, "all"), ticks[^1]);
    }
}
