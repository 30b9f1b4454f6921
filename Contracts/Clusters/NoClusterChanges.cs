namespace OrleansScaler.Contracts.Clusters;

/// <summary>One process alone: it has no other silo to lose.</summary>
public sealed class NoClusterChanges : IClusterChanges
{
    /// <inheritdoc/>
    public event Action? SiloLost
    {
        add { }
        remove { }
    }
}
