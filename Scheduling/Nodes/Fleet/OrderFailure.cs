namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Why an order brought no node.</summary>
public enum OrderFailure
{
    /// <summary>The resource manager has none left (2020's wire: RESOURCE_EXHAUSTED).</summary>
    Exhausted = 0,

    /// <summary>It could not be asked, or gave an answer that cannot be used.</summary>
    Failed = 1,
}
