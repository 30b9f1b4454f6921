using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

/// <content>Holders of before this pool was, of whom nothing or only a word is known.</content>
public sealed partial class SlotPool
{
    /// <summary>
    /// A gateway says that a request holds an instance. Of a slot whose use is known nothing is learned by that. One of
    /// unknown use stays so: another gateway may name another holder, and one of the two may have been heard last by a
    /// silo that is gone.
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

        if (slot.HeldByWord == UseWord.HeldBy(request))
        {
            Recognize(slot, request, attempt);
            return true;
        }

        if (slot.UnknownSince is not { } since)
        {
            return false;
        }

        slot.Use(slot.InUse + 1, _now);
        _requests.Linger(_requests.Add(request, _now, attempt), slot, since);
        return true;
    }

    /// <summary>
    /// An Idle for a slot that the request is not known to hold: of before, it may have held it all the same. Who
    /// repeats an Idle whose answer was lost with a silo is told that all is well.
    /// </summary>
    private CompleteStatus CompleteOfBefore(
        RequestId request,
        RequestEntry? known,
        SlotId instance,
        bool isBad,
        bool mayBeRepeat,
        List<PoolCommand> commands)
    {
        if (_adoptedAt is not { } adoptedAt)
        {
            return CompleteStatus.NotHeld;
        }

        var isRecent = _now - adoptedAt < _options.RememberFor;
        if (_slots.Find(instance) is not { } slot)
        {
            return known is null && mayBeRepeat && isRecent ? CompleteStatus.Repeated : CompleteStatus.NotHeld;
        }

        if (slot.HeldByWord == UseWord.HeldBy(request))
        {
            End(slot.UnnamedHolder!);
            Release(slot, isBad ? Reason.BadInstance : Reason.None, commands);
            Remember(request, known, slot);
            LookAgain(commands);
            return CompleteStatus.Done;
        }

        if (slot.UnknownSince is not null && known is null)
        {
            if (mayBeRepeat)
            {
                // Said once before to a silo that is gone, which may have lent the instance again.
                return CompleteStatus.Repeated;
            }

            Remember(request, known, slot);
            Doubt(slot, isFree: true, commands);
            return CompleteStatus.Done;
        }

        return known is null && slot.IsAdopted && isRecent ? CompleteStatus.Repeated : CompleteStatus.NotHeld;
    }

    private void Remember(RequestId request, RequestEntry? known, Slot slot)
    {
        if (known is null)
        {
            _requests.Remember(_requests.Add(request, _now, attempt: 0), slot, _now, _now);
        }
    }

    /// <summary>An announced holder gives its instance back.</summary>
    private void CompleteInDoubt(RequestEntry entry, Slot slot, bool mayBeRepeat, List<PoolCommand> commands)
    {
        _requests.Finish(entry, _now);
        slot.Use(slot.InUse - 1, _now);
        Doubt(slot, isFree: !mayBeRepeat, commands);
    }

    /// <summary>
    /// A first Idle says that its request held the slot until now. Where only one can, nobody holds it any more; those
    /// who are announced beside it are waited for, in case it was no first one.
    /// </summary>
    private void Doubt(Slot slot, bool isFree, List<PoolCommand> commands)
    {
        if (isFree && !slot.MayBeShared && slot.InUse == 0)
        {
            EndDoubt(slot, commands);
        }

        LookAgain(commands, Reason.IdleSlot);
    }

    /// <summary>The slot's use was unknown for as long as it may be, or its holder has spoken.</summary>
    private void EndDoubt(Slot slot, List<PoolCommand> commands)
    {
        EndHolders(slot);
        slot.UnknownSince = null;
        Retire(slot, Reason.UseUnknown, commands);
    }

    private void EndDoubts(List<PoolCommand> commands)
    {
        while (_slots.UnknownSlots.First is { } oldest && ExpiryOf(oldest.Value.UnknownSince) <= _now)
        {
            EndDoubt(oldest.Value, commands);
        }
    }

    /// <summary>
    /// Few slots are ever lost or in doubt, so a walk over all holders is cheaper than a list of holders in each slot.
    /// </summary>
    private void EndHolders(Slot slot)
    {
        foreach (var holder in _requests.Holding.Concat(_requests.Lingering)
            .Where(holder => holder.Slot == slot)
            .ToArray())
        {
            End(holder);
        }

        slot.Use(0, _now);
    }

    /// <summary>A holder's time is over.</summary>
    private void End(RequestEntry holder)
    {
        if (holder.Slot!.UnnamedHolder == holder)
        {
            ForgetWord(holder.Slot);
            _requests.DropHolder(holder);
        }
        else
        {
            _requests.Finish(holder, _now);
        }
    }

    /// <summary>An Assign of a request that holds a slot since before, as the slot's word tells.</summary>
    private Slot? FindHeldByWord(RequestId request, long attempt)
    {
        if (_heldByWord is null || !_heldByWord.TryGetValue(UseWord.HeldBy(request), out var slot))
        {
            return null;
        }

        Recognize(slot, request, attempt);
        return slot;
    }

    /// <summary>A holder of whom only the word was known has told its name.</summary>
    private void Recognize(Slot slot, RequestId request, long attempt)
    {
        _requests.Rename(slot.UnnamedHolder!, request, attempt);
        ForgetWord(slot);
    }

    private void ForgetWord(Slot slot)
    {
        // Of two slots with one word only the first is found by it.
        var word = slot.HeldByWord!.Value;
        if (_heldByWord is { } byWord && byWord.TryGetValue(word, out var found) && found == slot)
        {
            byWord.Remove(word);
            _heldByWord = byWord.Count == 0 ? null : byWord;
        }

        (slot.HeldByWord, slot.UnnamedHolder) = (null, null);
    }

    /// <summary>Stands in for a holder of whom only the word is known; no request is named like that.</summary>
    private static RequestId NameOf(Slot slot) => new($"\0{slot.Id.Value}");
}
