namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>How a node came to a fleet.</summary>
public enum NodeOrigin
{
    /// <summary>It was configured: always there, never given back.</summary>
    Configured = 0,

    /// <summary>It registered itself and holds a lease; whoever keeps the leases says when it is lost.</summary>
    Registered = 1,

    /// <summary>It was ordered at a resource manager: borrowed, and given back when it stands empty.</summary>
    Ordered = 2,
}
