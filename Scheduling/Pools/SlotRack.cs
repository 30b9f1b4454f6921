namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// The slots of one pool, each in the one list that its state puts it in. Idle slots stand in last-use order with two
/// ends: requests take from the warm end, reclaim takes from the cold end, so the cold tail always drains.
/// </summary>
internal sealed class SlotRack
{
    /// <summary>
    /// Slots that are compared before one is chosen: more would cost a hot function more than it gains.
    /// </summary>
    private const int LookedAt = 32;

    private readonly Dictionary<string, Slot> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Slot> _starting = new();
    private readonly LinkedList<Slot> _idle = new();
    private readonly LinkedList<Slot> _withRoom = new();
    private readonly LinkedList<Slot> _full = new();
    private readonly LinkedList<Slot> _retiring = new();
    private readonly LinkedList<Slot> _unknown = new();
    private readonly LinkedList<Slot> _remade = new();

    public int Count => _byId.Count;

    public int Starting => _starting.Count;

    public int Idle => _idle.Count;

    public int Busy => _withRoom.Count + _full.Count;

    public int Retiring => _retiring.Count;

    /// <summary>Busy slots that nobody is known to hold, so that nothing can be expected of them.</summary>
    public int Unknown => _unknown.Count;

    public int Remade => _remade.Count;

    /// <summary>Slots that serve or will serve: not the retiring ones, nor those of before that never will.</summary>
    public int Live => Starting + Idle + Busy;

    public IEnumerable<Slot> All => _byId.Values;

    public LinkedList<Slot> StartingSlots => _starting;

    public IReadOnlyCollection<Slot> IdleSlots => _idle;

    public IReadOnlyCollection<Slot> SlotsWithRoom => _withRoom;

    public IReadOnlyCollection<Slot> FullSlots => _full;

    public LinkedList<Slot> RetiringSlots => _retiring;

    /// <summary>Those whose use is unknown, longest first.</summary>
    public LinkedList<Slot> UnknownSlots => _unknown;

    /// <summary>Starting slots of before whose create was never answered: made only to be destroyed.</summary>
    public LinkedList<Slot> RemadeSlots => _remade;

    /// <summary>The slot that was used last of all idle ones.</summary>
    public Slot? Warmest => _idle.Last?.Value;

    /// <summary>The slot that has been idle for the longest time.</summary>
    public Slot? Coldest => _idle.First?.Value;

    /// <summary>A busy slot that can run one more request: the one that got room last.</summary>
    public Slot? WithRoom => _withRoom.Last?.Value;

    /// <summary>The one with the fewest requests of those that have had room for longest.</summary>
    public Slot? LeastUsedWithRoom => _withRoom.Take(LookedAt).MinBy(slot => slot.InUse);

    public Slot? Find(SlotId id) => _byId.GetValueOrDefault(id.Value);

    public void AddStarting(Slot slot)
    {
        _byId.Add(slot.Id.Value, slot);
        _starting.AddLast(slot.Place);
    }

    public void MoveToIdle(Slot slot, DateTimeOffset now, double clock)
    {
        Leave(slot);
        slot.State = SlotState.Idle;
        slot.IdleSince = now;
        slot.IdleClock = clock;
        _idle.AddLast(slot.Place);
    }

    /// <summary>Puts a slot that has been idle for a while among those that are idle.</summary>
    public void MoveToIdleSince(Slot slot, DateTimeOffset since, double clock)
    {
        Leave(slot);
        slot.State = SlotState.Idle;
        slot.IdleSince = since;
        slot.IdleClock = clock;
        InstantOrder.Insert(_idle, slot.Place, static slot => slot.IdleSince);
    }

    /// <summary>Puts a slot that runs something where its room belongs.</summary>
    /// <param name="slot">A slot with at least one request.</param>
    /// <param name="hasRoom">Whether it may run one more.</param>
    public void MoveToBusy(Slot slot, bool hasRoom)
    {
        Leave(slot);
        slot.State = SlotState.Busy;
        (hasRoom ? _withRoom : _full).AddLast(slot.Place);
    }

    public void MoveToUnknown(Slot slot, DateTimeOffset since)
    {
        Leave(slot);
        slot.State = SlotState.Busy;
        slot.UnknownSince = since;
        InstantOrder.Insert(_unknown, slot.Place, static slot => slot.UnknownSince!.Value);
    }

    public void MoveToRemade(Slot slot)
    {
        Leave(slot);
        _remade.AddLast(slot.Place);
    }

    public void MoveToRetiring(Slot slot)
    {
        Leave(slot);
        slot.State = SlotState.Retiring;
        _retiring.AddLast(slot.Place);
    }

    public void Forget(Slot slot)
    {
        Leave(slot);
        _byId.Remove(slot.Id.Value);
    }

    private static void Leave(Slot slot) => slot.Place.List?.Remove(slot.Place);
}
