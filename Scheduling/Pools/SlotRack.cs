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

    public int Count => _byId.Count;

    public int Starting => _starting.Count;

    public int Idle => _idle.Count;

    public int Busy => _withRoom.Count + _full.Count;

    public int Retiring => _retiring.Count;

    /// <summary>Busy slots that nobody is known to hold, so that nothing can be expected of them.</summary>
    public int Unknown => _unknown.Count;

    /// <summary>Slots that serve or will serve: all but the retiring ones.</summary>
    public int Live => Count - Retiring;

    public IEnumerable<Slot> All => _byId.Values;

    public LinkedList<Slot> StartingSlots => _starting;

    public IReadOnlyCollection<Slot> IdleSlots => _idle;

    public IReadOnlyCollection<Slot> SlotsWithRoom => _withRoom;

    public IReadOnlyCollection<Slot> FullSlots => _full;

    public LinkedList<Slot> RetiringSlots => _retiring;

    /// <summary>Those whose use is unknown, longest first.</summary>
    public LinkedList<Slot> UnknownSlots => _unknown;

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

    /// <summary>Puts a slot that runs something where its room belongs.</summary>
    /// <param name="slot">A slot with at least one request.</param>
    /// <param name="hasRoom">Whether it may run one more.</param>
    public void MoveToBusy(Slot slot, bool hasRoom)
    {
        Leave(slot);
        slot.State = SlotState.Busy;
        (hasRoom ? _withRoom : _full).AddLast(slot.Place);
    }

    public void MoveToUnknown(Slot slot)
    {
        Leave(slot);
        slot.State = SlotState.Busy;
        _unknown.AddLast(slot.Place);
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
