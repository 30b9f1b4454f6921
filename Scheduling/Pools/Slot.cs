using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>One slot of a pool. Only its pool changes it; everyone else reads.</summary>
public sealed class Slot
{
    private UseMeter _use;
    private long _usedWhenSampled;
    private DateTimeOffset? _sampledAt;

    internal Slot(SlotId id, double memoryMegabytes, DateTimeOffset now)
    {
        Id = id;
        MemoryMegabytes = memoryMegabytes;
        RequestedAt = now;
        State = SlotState.Starting;
        Place = new LinkedListNode<Slot>(this);
    }

    /// <summary>Our name for the slot, for its create request and for the instance in it.</summary>
    public SlotId Id { get; }

    /// <summary>The platform's name for the slot; null until its create was answered.</summary>
    public string? PlatformSlotId { get; internal set; }

    /// <summary>Where it stands; null until then, and where the platform does not tell.</summary>
    public SlotLocation? Location { get; internal set; }

    /// <summary>Memory in MB, fixed when the slot was asked for.</summary>
    public double MemoryMegabytes { get; }

    /// <summary>Where the slot is in its life.</summary>
    public SlotState State { get; internal set; }

    /// <summary>Requests that hold its instance now.</summary>
    public int InUse => _use.InUse;

    /// <summary>When the pool decided to make it.</summary>
    public DateTimeOffset RequestedAt { get; }

    /// <summary>When the platform had made it; null until then.</summary>
    public DateTimeOffset? CreatedAt { get; internal set; }

    /// <summary>When it last became idle; meaningless before that.</summary>
    public DateTimeOffset IdleSince { get; internal set; }

    /// <summary>What the memory budget's clock showed then.</summary>
    public double IdleClock { get; internal set; }

    /// <summary>Why it must serve nobody more once its present requests are done; None while it may serve.</summary>
    public Reason Condemned { get; internal set; }

    /// <summary>Destroy calls that failed.</summary>
    public int FailedDestroys { get; internal set; }

    /// <summary>When to ask the platform again to destroy it; null while a destroy is under way or unwanted.</summary>
    public DateTimeOffset? DestroyAgainAt { get; internal set; }

    /// <summary>Its place on the use board; −1 for none.</summary>
    public int UsePlace { get; internal set; } = -1;

    /// <summary>Whether it stood before its pool was.</summary>
    internal bool IsAdopted { get; init; }

    /// <summary>Since when nobody knows who holds it; null where its use is known.</summary>
    internal DateTimeOffset? UnknownSince { get; set; }

    /// <summary>Of one of unknown use: whether several requests may hold it.</summary>
    internal bool MayBeShared { get; set; }

    /// <summary>Who holds it, where of a holder of before only the word is known; null otherwise.</summary>
    internal ulong? HeldByWord { get; set; }

    /// <summary>That holder's entry, under a name of ours; null where there is none.</summary>
    internal RequestEntry? UnnamedHolder { get; set; }

    /// <summary>What its one holder's word is, where there is a board and one holder; 0 otherwise.</summary>
    internal ulong HolderWord { get; set; }

    /// <summary>The slot that goes when this one is ready; null where it replaces none.</summary>
    internal Slot? Replaces { get; set; }

    /// <summary>Its place in the one list that its state puts it in; moved, never made anew.</summary>
    internal LinkedListNode<Slot> Place { get; }

    /// <summary>Another number of requests holds its instance.</summary>
    internal void Use(int inUse, DateTimeOffset now) => _use.Change(inUse, now);

    /// <summary>Requests in it, added up over time until now.</summary>
    internal long UsedUntil(DateTimeOffset now) => _use.Read(now);

    /// <summary>Mean number of requests in it since an earlier reading of <see cref="UsedUntil"/>.</summary>
    internal double MeanUse(long reading, DateTimeOffset since, DateTimeOffset now) =>
        _use.Mean(reading, since, now);

    /// <summary>Mean number of requests in it since it was sampled before; the present one the first time.</summary>
    internal double Sample(DateTimeOffset now)
    {
        var mean = _use.Mean(_usedWhenSampled, _sampledAt ?? now, now);
        (_usedWhenSampled, _sampledAt) = (_use.Read(now), now);
        return mean;
    }
}
