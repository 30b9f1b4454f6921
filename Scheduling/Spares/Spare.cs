using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Spares;

/// <summary>A slot made before any function asked for it; nothing is inited in it.</summary>
public sealed class Spare
{
    internal Spare(SlotId id, DateTimeOffset now)
    {
        Id = id;
        RequestedAt = now;
    }

    /// <summary>Our name for the slot.</summary>
    public SlotId Id { get; }

    /// <summary>When it was decided to make it: its slot time runs from there.</summary>
    public DateTimeOffset RequestedAt { get; }

    /// <summary>Whether the platform has made it.</summary>
    public bool IsPrepared { get; internal set; }
}
