namespace OrleansScaler.Contracts.Clusters;

/// <summary>Tells of changes among the silos. Implemented by hosts, each by what it can know.</summary>
public interface IClusterChanges
{
    /// <summary>
    /// A silo was lost, and its functions find new owners. May come more than once for one silo, and on any thread.
    /// </summary>
    event Action? SiloLost;
}
