using Orleans.Runtime;
using OrleansScaler.Contracts.Clusters;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// What a silo hears of the others, at once when they are declared dead. One that stopped in order counts too: what it
/// handed over has to be woken somewhere.
/// </summary>
public sealed class SiloLosses : IClusterChanges, ISiloStatusListener, IDisposable
{
    private readonly ISiloStatusOracle _silos;
    private readonly SiloWatch _watch = new();
    private readonly Lock _gate = new();

    /// <summary>Listens from now on. The runtime holds listeners weakly: somebody else has to keep it.</summary>
    /// <param name="silos">Tells of silos.</param>
    public SiloLosses(ISiloStatusOracle silos)
    {
        _silos = silos;
        silos.SubscribeToSiloStatusEvents(this);
    }

    /// <inheritdoc/>
    public event Action? SiloLost;

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo.Equals(_silos.SiloAddress))
        {
            return;
        }

        bool lost;
        lock (_gate)
        {
            lost = _watch.See(updatedSilo, status);
        }

        if (lost)
        {
            SiloLost?.Invoke();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _silos.UnSubscribeFromSiloStatusEvents(this);
}
