namespace OrleansScaler.Simulation.Cells.Machines;

/// <summary>Where a container is in its life.</summary>
internal enum ContainerState
{
    /// <summary>Asked for; it waits for memory, or its create is under way.</summary>
    Creating,

    /// <summary>It runs calls.</summary>
    Ready,

    /// <summary>Killed for what it used, or how long it took; it is there until it is removed.</summary>
    Unusable,

    /// <summary>Being removed, or gone with its node.</summary>
    Gone,
}
