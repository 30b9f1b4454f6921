using System.Collections.Immutable;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Scheduling.Pools;

/// <content>Slots of before this pool was: taking them over.</content>
public sealed partial class SlotPool
{
    private Dictionary<ulong, Slot>? _heldByWord;
    private DateTimeOffset? _adoptedAt;

    /// <summary>Slots whose use is not known. They serve nobody and go in time.</summary>
    public int UnknownSlots => _slots.Unknown;

    /// <summary>
    /// Takes over slots that stand already. What nobody holds and can serve is idle; what is held stays with its
    /// holder; what may be held by anyone is kept until an Idle or the function's time-out and is then destroyed; the
    /// rest is destroyed. A slot whose create was never answered is created again under its old name, so that it can
    /// be destroyed. Slots that are known already are passed over, and so are holders that have asked here meanwhile:
    /// they never got the answer. Who still waits for it gets it now.
    /// </summary>
    /// <param name="known">What stands, and who holds it.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    public void Adopt(PoolHandOver known, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _adoptedAt = _now;
        var asked = _requests.Count == 0 ? null : AskedByWord();
        var held = new List<Slot>();
        foreach (var described in known.Slots.Where(slot => _slots.Find(slot.Id) is null))
        {
            var slot = Add(described);
            Place(slot, described, asked, commands);
            if (described.Use is SlotUse.Held or SlotUse.HeldLast && slot.State == SlotState.Busy)
            {
                held.Add(slot);
            }
        }

        foreach (var request in known.Requests)
        {
            TakeOver(request, commands);
        }

        foreach (var slot in held)
        {
            Settle(slot, commands);
        }

        LookAgain(commands, Reason.IdleSlot);
    }

    private Slot Add(KnownSlot known)
    {
        _created++;
        var slot = new Slot(known.Id, known.MemoryMegabytes, known.RequestedAt)
        {
            PlatformSlotId = known.PlatformSlotId,
            CreatedAt = known.CreatedAt,
            Location = known.Location,
            UsePlace = known.UsePlace,
            IsAdopted = true,
        };
        if (slot.UsePlace < 0)
        {
            slot.UsePlace = Board?.Take() ?? -1;
        }
        else
        {
            Board?.Claim(slot.UsePlace);
        }

        _slots.AddStarting(slot);
        return slot;
    }

    private void Place(
        Slot slot, KnownSlot known, Dictionary<ulong, RequestEntry>? asked, List<PoolCommand> commands)
    {
        // What may have served says that its function had been called: the minimum is to be kept.
        _opened |= slot.PlatformSlotId is not null && known.Use != SlotUse.NotReady;
        if (slot.PlatformSlotId is null)
        {
            slot.Condemned = Reason.Recovered;
            _slots.MoveToRemade(slot);
            Note(slot);
            commands.Add(PoolCommand.Create(slot, Reason.Recovered));
            return;
        }

        // Declared anew since: it may end what it does, and serves nobody after that.
        var isOutdated = !slot.MemoryMegabytes.Equals(Function.MemoryMegabytes);
        switch (known.Use)
        {
            case SlotUse.Idle when !isOutdated:
                _slots.MoveToIdleSince(slot, KnownSince(known), ReclaimClock);
                Note(slot);
                break;
            case SlotUse.Held or SlotUse.HeldLast:
                slot.Condemned = known.Use == SlotUse.HeldLast ? Reason.Recovered
                    : isOutdated ? Reason.SpecChanged : Reason.None;
                _slots.MoveToBusy(slot, hasRoom: false);
                Note(slot);
                break;
            case SlotUse.HeldByWord:
                slot.Condemned = isOutdated ? Reason.SpecChanged : Reason.None;
                HoldByWord(slot, known.Word, asked?.GetValueOrDefault(known.Word), commands);
                break;
            case SlotUse.Unknown:
                slot.Condemned = Reason.UseUnknown;
                slot.MayBeShared = known.MayBeShared || Function.Concurrency > 1;
                _slots.MoveToUnknown(slot, KnownSince(known));
                Note(slot);
                break;
            default:
                Retire(slot, isOutdated ? Reason.SpecChanged : Reason.Recovered, commands);
                break;
        }
    }

    /// <summary>Since now where that is not known; a clock that runs ahead elsewhere is not believed.</summary>
    private DateTimeOffset KnownSince(KnownSlot known) =>
        known.IdleSince == default || known.IdleSince > _now ? _now : known.IdleSince;

    private Dictionary<ulong, RequestEntry> AskedByWord()
    {
        var byWord = new Dictionary<ulong, RequestEntry>();
        foreach (var entry in _requests.All)
        {
            byWord.TryAdd(UseWord.HeldBy(entry.Id), entry);
        }

        return byWord;
    }

    private void HoldByWord(Slot slot, ulong word, RequestEntry? asked, List<PoolCommand> commands)
    {
        _slots.MoveToBusy(slot, hasRoom: false);
        if (asked is null)
        {
            slot.HeldByWord = word;
            slot.HolderWord = word;
            slot.UnnamedHolder = _requests.Add(NameOf(slot), _now, attempt: 0);
            slot.UnnamedHolder.IsBeginKnown = false;
            (_heldByWord ??= []).TryAdd(word, slot);
            slot.Use(1, _now);
            _requests.Hold(slot.UnnamedHolder, slot, _now);
        }
        else if (asked.State == RequestState.Waiting)
        {
            GrantLate(asked, slot, commands);
        }

        Settle(slot, commands);
    }

    /// <summary>Who waits had been given this very slot, and the answer was lost.</summary>
    private void GrantLate(RequestEntry waiter, Slot slot, List<PoolCommand> commands)
    {
        _waiting.Remove(waiter);
        Grant(waiter, slot, Reason.IdleSlot, commands);
    }

    private void TakeOver(KnownRequest request, List<PoolCommand> commands)
    {
        var slot = _slots.Find(request.Slot);
        var since = request.Since < _now ? request.Since : _now;
        if (_requests.Find(request.Id) is { } asked)
        {
            if (asked.State == RequestState.Waiting && slot is { State: SlotState.Busy, UnknownSince: null }
                && !request.IsFinished)
            {
                GrantLate(asked, slot, commands);
            }
        }
        else if (request.IsFinished)
        {
            // Its slot may be gone since; the id is remembered all the same.
            slot ??= new Slot(request.Slot, Function.MemoryMegabytes, since) { State = SlotState.Retiring };
            _requests.Remember(_requests.Add(request.Id, since, request.Attempt), slot, since, _now);
        }
        else if (slot is { State: SlotState.Busy })
        {
            var entry = _requests.Add(request.Id, since, request.Attempt);
            slot.Use(slot.InUse + 1, _now);
            if (slot.UnknownSince is { } doubt)
            {
                _requests.Linger(entry, slot, doubt);
            }
            else
            {
                entry.IsBeginKnown = request.IsBeginKnown;
                _requests.Hold(entry, slot, since);
                _slots.MoveToBusy(slot, HasRoom(slot));
            }

            NoteHolder(slot, request.Id);
        }
    }

    /// <summary>All holders of a slot are known: it stands where they put it.</summary>
    private void Settle(Slot slot, List<PoolCommand> commands)
    {
        if (slot.InUse > 0)
        {
            _slots.MoveToBusy(slot, HasRoom(slot));
            Note(slot);
        }
        else if (slot.Condemned != Reason.None)
        {
            Retire(slot, slot.Condemned, commands);
        }
        else
        {
            _slots.MoveToIdle(slot, _now, ReclaimClock);
            Note(slot);
        }
    }
}
