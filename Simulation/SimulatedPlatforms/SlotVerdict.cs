namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What the ledger says to an init or a destroy.</summary>
internal enum SlotVerdict
{
    /// <summary>As asked.</summary>
    Ok,

    /// <summary>No such slot, or it was given back.</summary>
    NotFound,

    /// <summary>The slot has another memory size than the function.</summary>
    WrongMemory,

    /// <summary>The slot is inited, or being inited.</summary>
    AlreadyInited,

    /// <summary>Another living slot has an instance of that name.</summary>
    InstanceTaken,
}
