using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Scheduling.Pools;

/// <content>What the successor of this pool has to know.</content>
public sealed partial class SlotPool
{
    /// <summary>Slots that the platform has made and that nobody is destroying.</summary>
    public IEnumerable<Slot> Standing =>
        _slots.All.Where(slot => slot is { PlatformSlotId: not null, State: not SlotState.Retiring });

    /// <summary>Whether the request holds the instance, or gave it back and is remembered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="instance">The instance, named as its slot.</param>
    public bool Knows(RequestId request, SlotId instance) => _requests.Find(request)?.Slot?.Id == instance;

    /// <summary>A slot of the pool; null when it has none of that name.</summary>
    /// <param name="id">Its name.</param>
    public Slot? Find(SlotId id) => _slots.Find(id);

    /// <summary>
    /// Who waits is forgotten without a word, and nothing is started for them: they ask the pool's successor.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    public void SendWaitersAway(DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _opened = false;
        _prepared = 0;
        while (_waiting.First is { } waiter)
        {
            Leave(waiter);
        }

        LookAgain(commands, Reason.IdleSlot);
    }

    /// <summary>Everything that a successor has to know. This pool is not asked any more after it.</summary>
    /// <param name="now">The time.</param>
    public PoolHandOver HandOver(DateTimeOffset now)
    {
        Advance(now);
        var slots = _slots.RetiringSlots
            .Concat(_slots.RemadeSlots)
            .Concat(_slots.StartingSlots)
            .Concat(_slots.UnknownSlots)
            .Concat(_slots.FullSlots)
            .Concat(_slots.SlotsWithRoom)
            .Concat(_slots.IdleSlots)
            .Select(Describe);
        var holders = _requests.Holding.Where(entry => entry.Slot!.UnnamedHolder != entry)
            .Concat(_requests.Lingering)
            .Select(entry => Describe(entry, isFinished: false));
        var finished = _requests.Finished.Select(entry => Describe(entry, isFinished: true));
        return new PoolHandOver([.. slots], [.. holders, .. finished]);
    }

    private static KnownRequest Describe(RequestEntry entry, bool isFinished) =>
        new(entry.Id, entry.Slot!.Id, entry.Since, isFinished, entry.Attempt, entry.IsBeginKnown);

    private KnownSlot Describe(Slot slot)
    {
        var use = UseOf(slot);
        return new KnownSlot
        {
            Id = slot.Id,
            PlatformSlotId = slot.PlatformSlotId,
            MemoryMegabytes = slot.MemoryMegabytes,
            RequestedAt = slot.RequestedAt,
            CreatedAt = slot.CreatedAt,
            Location = slot.Location,
            Use = use,
            IdleSince = use switch
            {
                SlotUse.Idle => slot.IdleSince,
                SlotUse.Unknown => slot.UnknownSince ?? slot.UnnamedHolder!.Since,
                _ => default,
            },
            MayBeShared = slot.UnknownSince is null ? Function.Concurrency > 1 || slot.InUse > 1 : slot.MayBeShared,
            Word = slot.HeldByWord ?? 0,
            UsePlace = slot.UsePlace,
        };
    }

    /// <summary>
    /// A slot that goes when its holder is done, and whose holder has no name, is of unknown use to the successor: it
    /// waits for an Idle just the same.
    /// </summary>
    private static SlotUse UseOf(Slot slot) => slot switch
    {
        { State: SlotState.Idle } => SlotUse.Idle,
        { State: not SlotState.Busy } => SlotUse.NotReady,
        { UnknownSince: not null } or { UnnamedHolder: not null, Condemned: not Reason.None } => SlotUse.Unknown,
        { UnnamedHolder: not null } => SlotUse.HeldByWord,
        { Condemned: not Reason.None } => SlotUse.HeldLast,
        _ => SlotUse.Held,
    };
}
