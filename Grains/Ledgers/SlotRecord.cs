using Orleans;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>One slot: meant to be made as long as it has no name of the platform's.</summary>
[GenerateSerializer]
[Alias("OrleansScaler.SlotRecord")]
public sealed class SlotRecord
{
    /// <summary>Our name for it, which is also its create's request id.</summary>
    [Id(0)]
    public string Id { get; set; } = "";

    /// <summary>The platform's name for it; null until the create was answered.</summary>
    [Id(1)]
    public string? PlatformSlotId { get; set; }

    /// <summary>Memory in MB.</summary>
    [Id(2)]
    public double MemoryMegabytes { get; set; }

    /// <summary>When it was decided on.</summary>
    [Id(3)]
    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>When the platform had made it.</summary>
    [Id(4)]
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Its place on the use board; −1 for none.</summary>
    [Id(5)]
    public int UsePlace { get; set; } = -1;

    /// <summary>How it was used; only in a hand-over.</summary>
    [Id(6)]
    public SlotUse Use { get; set; }

    /// <summary>Since when it has been idle; only in a hand-over.</summary>
    [Id(7)]
    public DateTimeOffset? IdleSince { get; set; }

    /// <summary>Who holds it, where only the word is known; only in a hand-over.</summary>
    [Id(8)]
    public ulong Word { get; set; }
}
