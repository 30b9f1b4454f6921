namespace OrleansScaler.Scheduling.Nodes;

/// <summary>Whether a node may be given new slots. What stands on it stays, whatever its health.</summary>
public enum NodeHealth
{
    /// <summary>It answers, and what it says can be true.</summary>
    Healthy = 0,

    /// <summary>It is late to answer.</summary>
    Suspect = 1,

    /// <summary>It said what cannot be true; whoever set this decides when it may come back.</summary>
    Quarantined = 2,
}
