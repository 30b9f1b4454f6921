namespace OrleansScaler.Scheduling.Pools;

/// <summary>A slot's life: <c>Starting → Idle ⇄ Busy</c>, any <c>→ Retiring</c>, then forgotten.</summary>
public enum SlotState
{
    /// <summary>Made but not inited: a spare of its memory size, any function's.</summary>
    Prepared,

    /// <summary>Create or Init is under way.</summary>
    Starting,

    /// <summary>Ready and lent to nobody.</summary>
    Idle,

    /// <summary>Lent to at least one request.</summary>
    Busy,

    /// <summary>Being destroyed; lives until the platform says that it is gone.</summary>
    Retiring,
}
