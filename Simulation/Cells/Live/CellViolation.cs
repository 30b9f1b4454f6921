namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What a scheduler must not do, as seen from outside.</summary>
public enum CellViolation
{
    /// <summary>An AcquireContainer was answered with a node that is not lent, or not at its address.</summary>
    UnknownNode,

    /// <summary>… with a container that is not there.</summary>
    UnknownContainer,

    /// <summary>… with a container that was killed, of which the scheduler had heard before it was asked.</summary>
    DeadContainer,

    /// <summary>… with another function's container.</summary>
    ForeignContainer,

    /// <summary>A container was removed while a call had it.</summary>
    RemovedInUse,

    /// <summary>A node was released while a call had a container of it.</summary>
    ReleasedInUse,

    /// <summary>A ReturnContainer of what was lent got an error.</summary>
    ReturnRefused,
}
