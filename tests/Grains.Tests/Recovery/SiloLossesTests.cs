using Orleans.Runtime;
using OrleansScaler.Grains.Recovery;

namespace OrleansScaler.Grains.Tests.Recovery;

public sealed class SiloLossesTests
{
    private readonly FakeSilos _silos = new(FakeSilos.Number(1));
    private readonly SiloAddress _other = FakeSilos.Number(2);
    private int _lost;

    [Theory]
    [InlineData(new[] { SiloStatus.Active, SiloStatus.Dead }, 1)]
    [InlineData(new[] { SiloStatus.Joining, SiloStatus.Active, SiloStatus.ShuttingDown, SiloStatus.Dead }, 1)]
    [InlineData(new[] { SiloStatus.Active, SiloStatus.Dead, SiloStatus.Dead }, 1)]
    [InlineData(new[] { SiloStatus.Active, SiloStatus.ShuttingDown, SiloStatus.Stopping }, 0)]
    [InlineData(new[] { SiloStatus.Dead }, 0)]
    public void SiloLost_StatusesTold_OnceForEachSeenAlive(SiloStatus[] statuses, int lost)
    {
        using var losses = Listen();

        foreach (var status in statuses)
        {
            _silos.Tell(_other, status);
        }

        Assert.Equal(lost, _lost);
    }

    [Fact]
    public void SiloLost_Itself_IsNoLoss()
    {
        using var losses = Listen();

        _silos.Tell(_silos.SiloAddress, SiloStatus.Active);
        _silos.Tell(_silos.SiloAddress, SiloStatus.Dead);

        Assert.Equal(0, _lost);
    }

    [Fact]
    public void SiloLost_AfterTheEnd_IsNotHeard()
    {
        var losses = Listen();
        _silos.Tell(_other, SiloStatus.Active);
        losses.Dispose();

        _silos.Tell(_other, SiloStatus.Dead);

        Assert.Equal(0, _lost);
    }

    private SiloLosses Listen()
    {
        var losses = new SiloLosses(_silos);
        losses.SiloLost += () => _lost++;
        return losses;
    }
}
