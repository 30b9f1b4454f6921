namespace OrleansScaler.Scheduling.Spares;

/// <summary>What a spare pool can want done.</summary>
public enum SpareCommandKind
{
    /// <summary>Make a slot; the answer is made or failed.</summary>
    Create,

    /// <summary>Destroy a prepared slot.</summary>
    Destroy,
}
