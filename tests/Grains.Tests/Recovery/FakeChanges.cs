using OrleansScaler.Contracts.Clusters;

namespace OrleansScaler.Grains.Tests.Recovery;

internal sealed class FakeChanges : IClusterChanges
{
    public event Action? SiloLost;

    public void LoseSilo() => SiloLost?.Invoke();
}
