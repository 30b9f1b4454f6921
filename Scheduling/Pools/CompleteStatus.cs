namespace OrleansScaler.Scheduling.Pools;

/// <summary>What <see cref="SlotPool.Complete"/> made of an Idle.</summary>
public enum CompleteStatus
{
    /// <summary>The instance is given back.</summary>
    Done,

    /// <summary>It was given back before; nothing changed.</summary>
    Repeated,

    /// <summary>No such request holds this instance; nothing changed.</summary>
    NotHeld,
}
