using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>What the run knows of a slot beyond what its pool does.</summary>
internal struct VirtualSlot
{
    /// <summary>The slot; null when the place is free.</summary>
    public Slot? Slot;

    /// <summary>The platform's name for it: the number of its place.</summary>
    public string Name;

    public int Function;

    /// <summary>How its start will end.</summary>
    public StartOutcome Outcome;

    /// <summary>When its create was called: slot time runs from there.</summary>
    public long RequestedAt;

    /// <summary>When its init ended.</summary>
    public long ReadyAt;

    /// <summary>Since when it has run something; meaningless while <see cref="InUse"/> is 0.</summary>
    public long BusySince;

    /// <summary>When it last became idle after a call.</summary>
    public long ReleasedAt;

    /// <summary>Calls that it runs.</summary>
    public int InUse;
}
