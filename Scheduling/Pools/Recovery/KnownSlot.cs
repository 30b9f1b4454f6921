using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Scheduling.Pools.Recovery;

/// <summary>A slot that stands, or may stand, from before this pool was.</summary>
public sealed record KnownSlot
{
    /// <summary>Our name for it.</summary>
    public required SlotId Id { get; init; }

    /// <summary>The platform's name for it; null when its create was never answered, so that it never served.</summary>
    public string? PlatformSlotId { get; init; }

    /// <summary>Memory in MB.</summary>
    public required double MemoryMegabytes { get; init; }

    /// <summary>When it was decided on.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the platform had made it; null until then.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where it stands; null where the platform does not tell.</summary>
    public SlotLocation? Location { get; init; }

    /// <summary>How it was used.</summary>
    public required SlotUse Use { get; init; }

    /// <summary>
    /// Since when it has been idle, or of unknown use; the default where that is not known, and otherwise meaningless.
    /// </summary>
    public DateTimeOffset IdleSince { get; init; }

    /// <summary>
    /// Of one of unknown use: whether several requests may hold it, because the function allowed that at some time
    /// since the slot was made. One Idle then does not tell that it is free.
    /// </summary>
    public bool MayBeShared { get; init; }

    /// <summary>Who holds it, as <see cref="UseWord.HeldBy"/> says; meaningless otherwise.</summary>
    public ulong Word { get; init; }

    /// <summary>Its place on the use board; −1 for none.</summary>
    public int UsePlace { get; init; } = -1;
}
