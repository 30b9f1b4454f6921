using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

// The steps that events are made of. What each event does stands in the other part.
public sealed partial class SlotPool
{
    /// <summary>A clock that went back would undo deadlines; such a now is taken as the last one seen.</summary>
    private void Advance(DateTimeOffset now)
    {
        if (now > _now)
        {
            _now = now;
        }

        _requests.Forget(_now);
    }

    /// <summary>At the first request: the initial slots, beside what the policy starts.</summary>
    private void Open(List<PoolCommand> commands)
    {
        if (_opened)
        {
            return;
        }

        _opened = true;
        while (_slots.Live < _options.InitialSlots && MayHaveMore)
        {
            Start(Reason.InitialSlots, commands);
        }
    }

    private (Slot Slot, Reason Reason)? FindRoom()
    {
        var idle = _slots.Warmest is { } warmest && !IsSetAside(warmest) ? warmest : null;
        if (idle is not null && (_policies.Selection.PrefersIdle || _slots.WithRoom is null))
        {
            return (idle, Reason.IdleSlot);
        }

        var shared = _policies.Selection.PrefersIdle ? _slots.LeastUsedWithRoom : _slots.WithRoom;
        return shared is null ? null : (shared, Reason.RoomInBusySlot);
    }

    /// <summary>While starts pause after failures, the cold start that such slots stand in for is far off.</summary>
    private void GrantAllSetAside(List<PoolCommand> commands)
    {
        var granted = true;
        while (granted)
        {
            granted = GrantSetAside(commands);
        }
    }

    /// <summary>Instead of a cold start: the warmest slot set aside, for as many waiters as it can run.</summary>
    /// <returns>False when nobody waits or no slot is idle.</returns>
    private bool GrantSetAside(List<PoolCommand> commands)
    {
        if (_waiting.Count == 0 || _slots.Warmest is not { } slot)
        {
            return false;
        }

        while (HasRoom(slot) && _waiting.First is { } waiter)
        {
            _waiting.Remove(waiter);
            Grant(waiter, slot, Reason.SetAside, commands);
        }

        return true;
    }

    private void Grant(RequestEntry entry, Slot slot, Reason reason, List<PoolCommand> commands)
    {
        entry.SlotUsedBefore = slot.UsedUntil(_now);
        slot.Use(slot.InUse + 1, _now);
        _slots.MoveToBusy(slot, HasRoom(slot));
        _requests.Hold(entry, slot, _now);
        NoteHolder(slot, entry.Id);
        commands.Add(PoolCommand.Grant(entry.Id, slot, reason));
    }

    /// <summary>A holder of the slot is gone; the slot becomes idle, stays busy with others, or goes.</summary>
    private void Release(Slot slot, Reason condemn, List<PoolCommand> commands)
    {
        slot.Use(slot.InUse - 1, _now);
        if (condemn != Reason.None && slot.Condemned == Reason.None)
        {
            slot.Condemned = condemn;
        }

        slot.HolderWord = 0;
        if (slot.UnknownSince is not null)
        {
            return; // One of perhaps several holders: the doubt stays.
        }

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

    private bool HasRoom(Slot slot) => slot.Condemned == Reason.None && slot.InUse < Function.Concurrency;

    private void Condemn(Slot slot, Reason reason, List<PoolCommand> commands)
    {
        if (slot.Condemned is Reason.Recovered or Reason.UseUnknown)
        {
            return; // It goes anyhow, and what is done about it depends on why.
        }

        slot.Condemned = reason;
        if (slot.State == SlotState.Idle)
        {
            Retire(slot, reason, commands);
        }
        else if (slot.State == SlotState.Busy)
        {
            _slots.MoveToBusy(slot, hasRoom: false);
            Note(slot);
        }
    }

    private void Retire(Slot slot, Reason reason, List<PoolCommand> commands)
    {
        _slots.MoveToRetiring(slot);
        Note(slot);
        commands.Add(PoolCommand.Destroy(slot, reason));
    }

    private void Forget(Slot slot)
    {
        _slots.Forget(slot);
        if (slot.UsePlace >= 0)
        {
            Board?.Free(slot.UsePlace);
        }
    }

    /// <summary>The slot has one holder more.</summary>
    private void NoteHolder(Slot slot, RequestId holder)
    {
        if (Board is not null)
        {
            slot.HolderWord = slot.InUse == 1 ? UseWord.HeldBy(holder) : 0;
            Note(slot);
        }
    }

    /// <summary>Notes what a successor would have to know if this process died now.</summary>
    private void Note(Slot slot)
    {
        if (Board is not null && slot.UsePlace >= 0)
        {
            Board.Write(slot.UsePlace, WordOf(slot));
        }
    }

    /// <summary>
    /// A slot that must serve nobody more tells no holder, so that it serves nobody after a crash either.
    /// </summary>
    private static ulong WordOf(Slot slot) => slot.State switch
    {
        SlotState.Idle => UseWord.Idle,
        SlotState.Busy when slot.Condemned == Reason.None && slot.HolderWord != 0 => slot.HolderWord,
        SlotState.Busy => UseWord.Shared,
        _ => UseWord.NotReady,
    };

    /// <summary>Forgets a request that nobody asks for any more.</summary>
    /// <returns>False when it has given its instance back.</returns>
    private bool Drop(RequestEntry entry, List<PoolCommand> commands)
    {
        switch (entry.State)
        {
            case RequestState.Waiting:
                Leave(entry);
                break;
            case RequestState.Holding:
                _requests.DropHolder(entry);
                Release(entry.Slot!, Reason.None, commands);
                break;
            default:
                return false;
        }

        LookAgain(commands);
        return true;
    }

    private void Leave(RequestEntry waiter)
    {
        _waiting.Remove(waiter);
        _requests.Drop(waiter);
    }

    private void Refuse(RequestEntry waiter, Reason reason, List<PoolCommand> commands)
    {
        Leave(waiter);
        commands.Add(PoolCommand.Reject(waiter.Id, reason));
    }

    /// <summary>After a failed start: tells the waiters that it was for, unless others will still come.</summary>
    private void RefuseHopeless(StartFailure failure, List<PoolCommand> commands)
    {
        var reason = failure switch
        {
            StartFailure.Refused => Reason.PlatformRefused,
            StartFailure.SlotsBound => Reason.SlotsBound,
            _ => Reason.PlatformFailing,
        };
        if (failure == StartFailure.Transient && _starts.Failures < _options.MaximumStartFailures)
        {
            return;
        }

        for (var refused = 0; refused < Function.Concurrency && _waiting.First is { } waiter; refused++)
        {
            var coming = (_slots.Starting + _slots.Busy) * Function.Concurrency;
            if (failure != StartFailure.Refused && _waiting.Count <= coming)
            {
                return;
            }

            Refuse(waiter, reason, commands);
        }
    }

    /// <summary>After every event: serve who waits, start what is needed, reclaim what is not.</summary>
    private void LookAgain(List<PoolCommand> commands, Reason served = Reason.ReturnedSlot)
    {
        while (_waiting.First is { } waiter && FindRoom() is var (slot, _))
        {
            if (waiter.Deadline < _now)
            {
                // The tick that refuses it is late, because this process has too much to do. Its caller is surely gone,
                // and the slot would come back only after a round through the same backlog.
                Refuse(waiter, Reason.WaitDeadline, commands);
                continue;
            }

            _waiting.Remove(waiter);
            Grant(waiter, slot, served, commands);
        }

        Statistics.InUseChanged(Wanting, _now);
        StartNeeded(commands);
        Reclaim(commands, returned: served == Reason.ReturnedSlot);
    }

    /// <summary>
    /// Slots of unknown use, and those of before that are yet to be found, stand beside the bound, at most as many
    /// again: a crash must not leave a function without a slot until its time-out.
    /// </summary>
    internal bool MayHaveMore =>
        _slots.Count - Math.Min(_slots.Unknown + _slots.Remade, MaximumSlots) < MaximumSlots;

    private TimeSpan LongestRun => Function.Timeout > TimeSpan.Zero ? Function.Timeout : _options.MaximumTimeout;

    private DateTimeOffset? ExpiryOf(RequestEntry? holder) => ExpiryOf(holder?.Since);

    private DateTimeOffset? ExpiryOf(DateTimeOffset? since) =>
        since is { } began ? began + (LongestRun + _options.AssignmentGrace) : null;

    /// <summary>By reference: most deadlines are null, and every call looks at all of them.</summary>
    private static void KeepEarlier(ref DateTimeOffset? earliest, DateTimeOffset? other)
    {
        if (other is { } instant && !(earliest <= instant))
        {
            earliest = instant;
        }
    }
}
