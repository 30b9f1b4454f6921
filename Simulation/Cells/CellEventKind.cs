namespace OrleansScaler.Simulation.Cells;

/// <summary>What happens in a cell, in the order of what happens at one instant.</summary>
internal enum CellEventKind
{
    /// <summary>A call's CPU work or the call itself ends. First, so that a call of that instant finds room.</summary>
    CallEnds,

    /// <summary>A node or the resource manager answers. Before calls for the same reason.</summary>
    Answer,

    /// <summary>A call arrives.</summary>
    Arrival,

    /// <summary>The time has come that a scheduler asked for.</summary>
    Wake,

    /// <summary>A time-out: last, so that what ends in time has ended.</summary>
    TimeOut,
}
