namespace OrleansScaler.Simulation.Cells;

/// <summary>How a call that ran in a container ended.</summary>
public enum CellRunEnd
{
    /// <summary>Well.</summary>
    Completed,

    /// <summary>Its container used more memory than it may, was killed and is unusable: remove it.</summary>
    OutOfMemory,

    /// <summary>It ran longer than its function may and was killed with its container: remove it.</summary>
    TimedOut,

    /// <summary>Its container was removed, or its node released, while it ran.</summary>
    ContainerGone,

    /// <summary>There was no such container, or it was not fit for the call: a violation of the scheduler.</summary>
    NotRun,
}
