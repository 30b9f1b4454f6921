namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>What happens, in the order of what happens at one instant.</summary>
internal enum VirtualEventKind
{
    /// <summary>A call ends. First, so that an arrival at that instant finds its slot.</summary>
    Completed,

    /// <summary>A start ends, well or not. Before arrivals for the same reason.</summary>
    Started,

    /// <summary>A call arrives. Never queued: arrivals come from the trace.</summary>
    Arrival,

    /// <summary>A pool's deadline. Last, so that nothing is refused or reclaimed that still finds its match.</summary>
    Tick,
}
