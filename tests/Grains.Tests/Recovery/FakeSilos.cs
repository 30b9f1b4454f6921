using System.Diagnostics.CodeAnalysis;
using System.Net;
using Orleans.Runtime;

namespace OrleansScaler.Grains.Tests.Recovery;

/// <summary>What a silo knows of silos, as the test tells it.</summary>
internal sealed class FakeSilos(SiloAddress own) : ISiloStatusOracle
{
    private readonly List<ISiloStatusListener> _listeners = [];

    public SiloStatus CurrentStatus { get; init; } = SiloStatus.Active;

    public string SiloName => "own";

    public SiloAddress SiloAddress => own;

    public static SiloAddress Number(int number) => SiloAddress.New(IPAddress.Loopback, number, 1);

    public void Tell(SiloAddress silo, SiloStatus status)
    {
        foreach (var listener in _listeners.ToArray())
        {
            listener.SiloStatusChangeNotification(silo, status);
        }
    }

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer)
    {
        _listeners.Add(observer);
        return true;
    }

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => _listeners.Remove(observer);

    public SiloAddress[] GetActiveSilos() => throw new NotSupportedException();

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => throw new NotSupportedException();

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive) =>
        throw new NotSupportedException();

    public bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName) =>
        throw new NotSupportedException();

    public bool IsFunctionalDirectory(SiloAddress siloAddress) => throw new NotSupportedException();

    public bool IsDeadSilo(SiloAddress silo) => throw new NotSupportedException();
}
