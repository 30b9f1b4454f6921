namespace OrleansScaler.Scheduling.Pools;

/// <summary>What a pool wants done.</summary>
public enum PoolCommandKind
{
    /// <summary>Make the slot and init it; report created, then ready or failed.</summary>
    Create,

    /// <summary>Destroy the slot; report destroyed or destroy-failed.</summary>
    Destroy,

    /// <summary>Tell the request that it holds the slot's instance.</summary>
    Grant,

    /// <summary>Tell the request that it gets nothing, and why.</summary>
    Reject,
}
