using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// What is true outside of any pool: which slots stand, who holds them, and what a ledger would have stored. It goes on
/// when a pool dies.
/// </summary>
internal sealed class DeathWorld
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public Dictionary<string, DeathRequest> Requests { get; } = [];

    public Dictionary<string, DeathSlot> Slots { get; } = [];

    public IEnumerable<DeathSlot> Standing => Slots.Values.Where(slot => slot.Stands);

    public IEnumerable<DeathRequest> Asking => Requests.Values.Where(request => request.IsAsking);

    public DeathSlot Record(Slot slot, int concurrency, ISlotUseBoard board)
    {
        var made = new DeathSlot(slot.Id.Value, slot.MemoryMegabytes, slot.RequestedAt)
        {
            IsRecorded = true,
            MayBeShared = concurrency > 1,
            UsePlace = slot.UsePlace,
            Board = board.Id,
        };
        Slots.Add(made.Id, made);
        return made;
    }

    /// <summary>The ledger notes, before anybody is granted it, that a function may share its slots.</summary>
    public void NoteConcurrency(int concurrency)
    {
        foreach (var slot in Slots.Values)
        {
            slot.MayBeShared |= concurrency > 1;
        }
    }

    /// <summary>What a successor finds after a crash.</summary>
    public PoolHandOver Read(ISlotUseBoard? board) => new(
        [.. Slots.Values.Where(slot => slot.IsRecorded).Select(slot => Read(slot, board))], []);

    public void Give(DeathRequest request, string instance, DateTimeOffset now)
    {
        var slot = Slots[instance];
        request.IsAsking = false;
        request.Instance = instance;
        request.Until = now + Timeout;
        if (!slot.IsLost)
        {
            request.Holds = slot;
            slot.Holders.Add(request);
        }
    }

    public static void LetGo(DeathRequest request)
    {
        request.Holds?.Holders.Remove(request);
        request.Holds = null;
    }

    public static void Vanish(DeathSlot slot)
    {
        slot.Stands = false;
        foreach (var holder in slot.Holders.ToArray())
        {
            LetGo(holder);
        }
    }

    /// <summary>A slot must have room for a request beside those that truly hold it.</summary>
    public void CheckGrant(RequestId request, Slot slot, int concurrency)
    {
        var given = Slots[slot.Id.Value];
        var others = given.Holders.Count(holder => holder.Id != request.Value);
        Demand(
            others < concurrency || given.IsMisled,
            $"{request} is granted {slot.Id}, which {others} others truly hold");
        Demand(given.IsLost || (given.Stands && given.IsInited), $"{request} is granted {slot.Id}, which cannot serve");
    }

    /// <summary>Nobody may be interrupted who has time left.</summary>
    public void CheckDestroy(PoolCommand command)
    {
        var slot = Slots[command.Slot!.Id.Value];
        Demand(
            slot.Holders.Count == 0 || slot.IsMisled,
            $"{slot.Id} is destroyed ({command.Reason}) while {slot.Holders.FirstOrDefault()?.Id} holds it");
    }

    private static KnownSlot Read(DeathSlot slot, ISlotUseBoard? board)
    {
        var word = board?.Read(slot.Board, slot.UsePlace);
        return new KnownSlot
        {
            Id = new SlotId(slot.Id),
            PlatformSlotId = slot.IsMadeRecorded ? $"platform-{slot.Id}" : null,
            MemoryMegabytes = slot.MemoryMegabytes,
            RequestedAt = slot.RequestedAt,
            Use = UseWord.UseOf(word),
            Word = word ?? 0,
            MayBeShared = slot.MayBeShared,
            UsePlace = board?.Id == slot.Board ? slot.UsePlace : -1,
        };
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StormException(otherwise);
        }
    }
}
