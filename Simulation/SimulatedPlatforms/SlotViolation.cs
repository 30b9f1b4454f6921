namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What a scaler must never do.</summary>
public enum SlotViolation
{
    /// <summary>It named an instance whose init has not ended.</summary>
    NotInited,

    /// <summary>It named an instance of another function.</summary>
    OtherFunction,

    /// <summary>It named an instance that another request had.</summary>
    LentTwice,

    /// <summary>It gave back a slot while a request had its instance, within the function's time-out.</summary>
    DestroyedWhileLent,
}
