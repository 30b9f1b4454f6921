namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>By what a memory budget chooses the slot that goes; see <see cref="GreedyDualKeepAlive"/>.</summary>
public enum ReclaimOrder
{
    /// <summary>Clock + frequency · cost / size, the whole of it.</summary>
    GreedyDual,

    /// <summary>The slot that has been idle for the longest time.</summary>
    LeastRecentlyUsed,

    /// <summary>The function with the fewest calls since it last had no slot.</summary>
    Frequency,

    /// <summary>The largest slot.</summary>
    Size,

    /// <summary>Clock + cost / size, however often it is called.</summary>
    Landlord,
}
