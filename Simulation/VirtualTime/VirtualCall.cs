using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>A call under way: it waits, or holds a slot.</summary>
internal struct VirtualCall
{
    public int Function;
    public bool Good;

    /// <summary>Whether it waited for a slot that was not ready when it arrived.</summary>
    public bool Cold;

    public long ArrivedAt;
    public long GrantedAt;
    public long Duration;

    /// <summary>The slot it holds; null while it waits.</summary>
    public Slot? Slot;

    /// <summary>The slot's place in its table.</summary>
    public int SlotIndex;
}
