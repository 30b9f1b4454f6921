using System.Collections.Immutable;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Scheduling.Pools;

/// <content>Slots of before this pool was, and what its successor has to know.</content>
public sealed partial class SlotPool
{
    private Dictionary<ulong, Slot>? _heldByWord;
    private DateTimeOffset? _adoptedAt;

    /// <summary>Slots whose use is not known. They serve nobody and go in time.</summary>
    public int UnknownSlots => _slots.Unknown;

    /// <summary>
    /// Takes over slots that stand already. What nobody holds and can serve is idle from now on; what is held stays with
    /// its holder; what may be held by anyone is kept until an Idle or the function's time-out and is then destroyed;
    /// the rest is destroyed. A slot whose create was never answered is created again under its old name, so that it
    /// can be destroyed. Slots that are known already are passed over.
    /// </summary>
    /// <param name="known">What stands, and who holds it.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    public void Adopt(PoolHandOver known, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _adoptedAt = _now;
        var adopted = known.Slots.Where(slot => _slots.Find(slot.Id) is null).ToArray();
        foreach (var slot in adopted)
        {
            Adopt(slot, commands);
        }

        foreach (var request in known.Requests)
        {
            Adopt(request);
        }

        foreach (var slot in adopted.Where(slot => slot.Use == SlotUse.Held))
        {
            // Its holders were forgotten, or there never was one: it is as good as idle.
            if (_slots.Find(slot.Id) is { InUse: 0, State: SlotState.Busy } free)
            {
                _slots.MoveToIdle(free, _now, ReclaimClock);
                Note(free);
            }
        }

        LookAgain(commands, Reason.None);
    }

    /// <summary>
    /// A gateway says that a request holds an instance. Of a slot whose use is known nothing is learned by that.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="instance">The instance, named as its slot.</param>
    /// <param name="now">The time.</param>
    /// <param name="attempt">The attempt of its caller that asked last.</param>
    /// <returns>Whether the request holds it, as far as is known here.</returns>
    public bool Announce(RequestId request, SlotId instance, DateTimeOffset now, long attempt = 0)
    {
        Advance(now);
        if (_requests.Find(request) is { } entry)
        {
            return entry.State == RequestState.Holding && entry.Slot!.Id == instance;
        }

        if (_slots.Find(instance) is not { } slot)
        {
            return false;
        }

        if (slot.HeldByWord is { } word && word == UseWord.HeldBy(request))
        {
            Recognize(slot, request, attempt);
            return true;
        }

        if (slot.UnknownUntil is null)
        {
            return false;
        }

        slot.Use(slot.InUse + 1, _now);
        _requests.Hold(_requests.Add(request, _now, attempt), slot, _now);
        if (Function.Concurrency == 1)
        {
            // Its one holder is known now. It serves nobody after it all the same: another gateway may know better.
            slot.UnknownUntil = null;
            _slots.MoveToBusy(slot, hasRoom: false);
        }

        Note(slot);
        return true;
    }

    /// <summary>A slot of the pool; null when it has none of that name.</summary>
    public Slot? Find(SlotId id) => _slots.Find(id);

    /// <summary>Slots that the platform has made and that nobody is destroying.</summary>
    public IEnumerable<Slot> Standing =>
        _slots.All.Where(slot => slot is { PlatformSlotId: not null, State: not SlotState.Retiring });

    /// <summary>
    /// Who waits is forgotten without a word, and nothing is started for them: they ask the pool's successor.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    public void SendWaitersAway(DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _opened = false;
        while (_waiting.First is { } waiter)
        {
            Leave(waiter);
        }

        LookAgain(commands, Reason.None);
    }

    /// <summary>Everything that a successor has to know. This pool is not asked any more after it.</summary>
    /// <param name="now">The time.</param>
    public PoolHandOver HandOver(DateTimeOffset now)
    {
        Advance(now);
        var slots = _slots.All.Where(slot => slot.State != SlotState.Idle)
            .Concat(_slots.IdleSlots)
            .Select(Describe)
            .ToImmutableArray();
        var holders = _requests.Holding
            .Where(entry => entry.Slot!.HeldByWord is null)
            .Select(entry => Describe(entry, isFinished: false));
        var finished = _requests.Finished.Select(entry => Describe(entry, isFinished: true));
        return new PoolHandOver(slots, [.. holders, .. finished]);
    }

    private static KnownRequest Describe(RequestEntry entry, bool isFinished) =>
        new(entry.Id, entry.Slot!.Id, entry.Since, isFinished, entry.Attempt);

    private static KnownSlot Describe(Slot slot) => new()
    {
        Id = slot.Id,
        PlatformSlotId = slot.PlatformSlotId,
        MemoryMegabytes = slot.MemoryMegabytes,
        RequestedAt = slot.RequestedAt,
        CreatedAt = slot.CreatedAt,
        Location = slot.Location,
        Use = UseOf(slot),
        IdleSince = slot.IdleSince,
        Word = slot.HeldByWord ?? 0,
        UsePlace = slot.UsePlace,
    };

    /// <summary>A condemned slot that somebody holds is handed over as doubtful: it must serve nobody after that.</summary>
    private static SlotUse UseOf(Slot slot) => slot switch
    {
        { State: SlotState.Idle } => SlotUse.Idle,
        { State: not SlotState.Busy } => SlotUse.NotReady,
        { UnknownUntil: not null } or { Condemned: not Reason.None } => SlotUse.Unknown,
        { HeldByWord: not null } => SlotUse.HeldByWord,
        _ => SlotUse.Held,
    };

    private void Adopt(KnownSlot known, List<PoolCommand> commands)
    {
        _created++;
        var slot = new Slot(known.Id, known.MemoryMegabytes, known.RequestedAt)
        {
            PlatformSlotId = known.PlatformSlotId,
            CreatedAt = known.CreatedAt,
            Location = known.Location,
            UsePlace = known.UsePlace,
        };
        if (slot.UsePlace >= 0)
        {
            Board?.Claim(slot.UsePlace);
        }

        _slots.AddStarting(slot);
        if (slot.PlatformSlotId is null)
        {
            slot.Condemned = Reason.Recovered;
            commands.Add(PoolCommand.Create(slot, Reason.Recovered));
            return;
        }

        switch (known.Use)
        {
            case SlotUse.Idle when slot.MemoryMegabytes.Equals(Function.MemoryMegabytes):
                _slots.MoveToIdle(slot, IdleSinceOf(known), ReclaimClock);
                break;
            case SlotUse.Held:
                _slots.MoveToBusy(slot, hasRoom: false);
                break;
            case SlotUse.HeldByWord:
                slot.HeldByWord = known.Word;
                slot.HolderWord = known.Word;
                (_heldByWord ??= [])[known.Word] = slot;
                slot.Use(1, _now);
                _slots.MoveToBusy(slot, HasRoom(slot));
                _requests.Hold(_requests.Add(NameOf(slot), _now, attempt: 0), slot, _now);
                break;
            case SlotUse.Unknown:
                slot.Condemned = Reason.UseUnknown;
                slot.UnknownUntil = _now + LongestRun + _options.AssignmentGrace;
                _slots.MoveToUnknown(slot);
                break;
            default:
                Retire(slot, Reason.Recovered, commands);
                break;
        }

        Note(slot);
    }

    /// <summary>Not before that of a slot that is idle here already: the idle ones stand in order.</summary>
    private DateTimeOffset IdleSinceOf(KnownSlot known)
    {
        var since = _slots.Warmest is { } warmest && warmest.IdleSince > known.IdleSince
            ? warmest.IdleSince
            : known.IdleSince;
        return since < _now ? since : _now;
    }

    private void Adopt(KnownRequest request)
    {
        if (_slots.Find(request.Slot) is not { } slot || _requests.Find(request.Id) is not null)
        {
            return;
        }

        var since = request.Since < _now ? request.Since : _now;
        if (request.IsFinished)
        {
            _requests.Remember(_requests.Add(request.Id, since, request.Attempt), slot, since, _now);
        }
        else if (slot.State == SlotState.Busy)
        {
            slot.Use(slot.InUse + 1, _now);
            _requests.Hold(_requests.Add(request.Id, since, request.Attempt), slot, since);
            if (slot.UnknownUntil is null)
            {
                _slots.MoveToBusy(slot, HasRoom(slot));
            }

            NoteHolder(slot, request.Id);
        }
    }

    /// <summary>
    /// An Idle of a request that is not known, for a slot of before. Who repeats an Idle whose answer was lost with the
    /// silo is told that all is well.
    /// </summary>
    private CompleteStatus CompleteOfBefore(
        RequestId request, SlotId instance, bool isBad, bool mayBeRepeat, List<PoolCommand> commands)
    {
        if (_adoptedAt is not { } adoptedAt || _slots.Find(instance) is not { } slot || slot.RequestedAt > adoptedAt)
        {
            return CompleteStatus.NotHeld;
        }

        if (slot.HeldByWord is { } word && word == UseWord.HeldBy(request))
        {
            Recognize(slot, request, attempt: 0);
            return Complete(request, instance, isBad, _now, commands);
        }

        if (slot.UnknownUntil is null)
        {
            return _now - adoptedAt < _options.RememberFor ? CompleteStatus.Repeated : CompleteStatus.NotHeld;
        }

        if (mayBeRepeat)
        {
            // Said once before to a silo that is gone, which may have lent the instance again.
            return CompleteStatus.Repeated;
        }

        _requests.Remember(_requests.Add(request, _now, attempt: 0), slot, _now, _now);
        if (Function.Concurrency == 1)
        {
            EndDoubt(slot, commands);
        }

        LookAgain(commands, Reason.None);
        return CompleteStatus.Done;
    }

    /// <summary>An Assign of a request that holds a slot since before, as the slot's word tells.</summary>
    private Slot? FindHeldByWord(RequestId request, long attempt)
    {
        if (_heldByWord is null
            || !_heldByWord.TryGetValue(UseWord.HeldBy(request), out var slot)
            || slot is not { HeldByWord: not null, State: SlotState.Busy })
        {
            return null;
        }

        Recognize(slot, request, attempt);
        return slot;
    }

    private void Recognize(Slot slot, RequestId request, long attempt)
    {
        _requests.Rename(_requests.Find(NameOf(slot))!, request, attempt);
        _heldByWord!.Remove(slot.HeldByWord!.Value);
        slot.HeldByWord = null;
    }

    /// <summary>The slot's use was unknown for as long as it may be, or its holder has spoken.</summary>
    private void EndDoubt(Slot slot, List<PoolCommand> commands)
    {
        slot.UnknownUntil = null;
        if (slot.InUse > 0)
        {
            _slots.MoveToBusy(slot, hasRoom: false);
        }
        else
        {
            Retire(slot, Reason.UseUnknown, commands);
        }
    }

    private void EndDoubts(List<PoolCommand> commands)
    {
        while (_slots.UnknownSlots.First is { } oldest && oldest.Value.UnknownUntil <= _now)
        {
            EndDoubt(oldest.Value, commands);
        }
    }

    /// <summary>Stands in for a holder of whom only the word is known; no request is named like that.</summary>
    private static RequestId NameOf(Slot slot) => new($"\0{slot.Id.Value}");
}
