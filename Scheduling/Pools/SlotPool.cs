using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Policies;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// All slots of one function and all requests that want one, as a state machine: facts and the time come in, commands
/// go out, nothing is awaited. Not thread-safe; one driver calls it.
/// </summary>
/// <remarks>
/// What an event does to a slot in each state ("–": ignored, because a retry or a late answer can cause it):
/// <code>
///                  Starting            Idle                Busy                    Retiring
/// SlotCreated      id noted            –                   –                       –
/// SlotReady        → Idle or Busy      –                   –                       –
/// SlotFailed       → Retiring, or      –                   –                       –
///                  forgotten when the
///                  platform has none
/// grant            –                   → Busy              one more, while room    –
/// Complete         –                   –                   → Idle, Busy, Retiring  request finished
/// reclaim          –                   → Retiring          –                       –
/// expiry           –                   –                   → Retiring              –
/// SlotDestroyed    –                   –                   –                       forgotten
/// DestroyFailed    –                   –                   –                       again after a pause
/// SlotLost         forgotten           forgotten           forgotten, requests     forgotten
///                                                          finished
/// </code>
/// What <see cref="Adopt"/> took over may be in two more conditions, in which it serves nobody and no policy sees it,
/// or be Busy with a holder of whom only the word on the board is known; Assign, Announce and Complete of that holder
/// name it.
/// <code>
///                  Remade (Starting)   Unknown (Busy)
/// SlotReady        → Retiring          –
/// Announce         –                   one holder more
/// Complete         –                   → Retiring where it is no repeat, only one can hold it, and nobody else is
///                                      announced; otherwise one holder less, if announced
/// expiry           –                   → Retiring, requests finished
/// others           as Starting         as Busy; Redeclare and Close change nothing
/// </code>
/// </remarks>
public sealed partial class SlotPool
{
    private readonly string _idPrefix;
    private readonly PoolOptions _options;
    private readonly SlotRack _slots = new();
    private readonly WaitLine _waiting = new();
    private readonly RequestBook _requests;
    private readonly StartGate _starts;
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private long _created;
    private bool _opened;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="function">The function, as first declared.</param>
    /// <param name="policies">What decides.</param>
    /// <param name="options">Bounds and times.</param>
    /// <param name="idPrefix">Starts every slot id; unique over all pools and restarts.</param>
    public SlotPool(FunctionSpec function, PolicySet policies, PoolOptions options, string idPrefix)
    {
        Function = function;
        _policies = policies;
        _options = options;
        _idPrefix = idPrefix;
        _requests = new RequestBook(options);
        _starts = new StartGate(options);
        _runningSince = new InstantList<RequestEntry>(_requests.Holding, static entry => entry.Since);
        _startingSince = new InstantList<Slot>(_slots.StartingSlots, static slot => slot.RequestedAt);
    }

    /// <summary>The function, as last declared.</summary>
    public FunctionSpec Function { get; private set; }

    /// <summary>The latest time that any event brought.</summary>
    public DateTimeOffset Now => _now;

    /// <summary>Slots decided to be made since the pool began: those forgotten and those still counted.</summary>
    public long SlotsCreated => _created;

    /// <summary>Slots that are gone, destroyed or never made.</summary>
    public long SlotsForgotten => _created - _slots.Count;

    /// <summary>Whether nothing is to keep or to do: no slot had or wanted, no request, no remembered id.</summary>
    public bool IsQuiet => _slots.Count == 0 && _requests.Count == 0 && !WantsStart && _foreseeAt is null;

    /// <summary>
    /// Where the use of slots is noted; null where nobody would read it. To be set before the first event.
    /// </summary>
    public ISlotUseBoard? Board { get; init; }

    internal SlotRack Slots => _slots;

    internal RequestBook Requests => _requests;

    internal WaitLine Waiting => _waiting;

    internal PoolOptions Options => _options;

    /// <summary>Slots that the platform was asked to destroy and has not confirmed.</summary>
    public int RetiringSlots => _slots.Retiring;

    /// <summary>
    /// When <see cref="Tick"/> has something to do if no other event comes before; null when it never will.
    /// </summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            var next = ReclaimAt();
            KeepEarlier(ref next, _waiting.NextDeadline);
            KeepEarlier(ref next, ExpiryOf(_requests.OldestHolding));
            KeepEarlier(ref next, _requests.ForgetAt);
            KeepEarlier(ref next, _startAt);
            KeepEarlier(ref next, _foreseeAt);
            KeepEarlier(ref next, PreparedUntil);
            KeepEarlier(ref next, ExpiryOf(_slots.UnknownSlots.First?.Value.UnknownSince));
            foreach (var slot in _slots.RetiringSlots)
            {
                KeepEarlier(ref next, slot.DestroyAgainAt);
            }

            return next;
        }
    }

    /// <summary>A request wants an instance.</summary>
    /// <param name="request">Its id; a repeated id is the same request.</param>
    /// <param name="deadline">When its caller stops waiting; bounded by the pool's own longest wait.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <param name="attempt">Tells this try of the caller from its other ones, for <see cref="Abandon"/>.</param>
    public AssignResult Assign(
        RequestId request,
        DateTimeOffset deadline,
        DateTimeOffset now,
        List<PoolCommand> commands,
        long attempt = 0)
    {
        Advance(now);
        if (_requests.Find(request) is { } known)
        {
            known.Ask(attempt);
            return known.State switch
            {
                RequestState.Waiting => new AssignResult(AssignStatus.Waiting, null, Reason.None),
                RequestState.Holding => new AssignResult(AssignStatus.Granted, known.Slot, Reason.IdleSlot),
                _ => new AssignResult(AssignStatus.Finished, null, Reason.None),
            };
        }

        if (FindHeldByWord(request, attempt) is { } held)
        {
            return new AssignResult(AssignStatus.Granted, held, Reason.IdleSlot);
        }

        Open(commands);
        Statistics.Arrived(_now, Wanting);
        if (_waiting.Count == 0 && FindRoom() is var (slot, reason))
        {
            Grant(_requests.Add(request, _now, attempt), slot, reason, commands);
            LookAgain(commands, Reason.None);
            return new AssignResult(AssignStatus.Granted, slot, reason);
        }

        if (_waiting.Count >= LongestLine)
        {
            commands.Add(PoolCommand.Reject(request, Reason.WaitersBound));
            LookAgain(commands);
            return new AssignResult(AssignStatus.Rejected, null, Reason.WaitersBound);
        }

        var longest = _now + _options.MaximumWait;
        var entry = _requests.Add(request, _now, attempt);
        _waiting.Add(entry, deadline < _now ? _now : deadline < longest ? deadline : longest);
        LookAgain(commands);
        return entry.State == RequestState.Holding
            ? new AssignResult(AssignStatus.Granted, entry.Slot, Reason.SetAside)
            : new AssignResult(AssignStatus.Waiting, null, Reason.None);
    }

    /// <summary>A request gives its instance back (wire: Idle).</summary>
    /// <param name="request">The request that holds it.</param>
    /// <param name="instance">The instance, named as its slot.</param>
    /// <param name="isBad">Whether the instance must not serve again.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <param name="mayBeRepeat">Whether it was said before, to a silo that may have heard it and is gone.</param>
    public CompleteStatus Complete(
        RequestId request,
        SlotId instance,
        bool isBad,
        DateTimeOffset now,
        List<PoolCommand> commands,
        bool mayBeRepeat = false)
    {
        Advance(now);
        var entry = _requests.Find(request);
        if (entry?.Slot is not { } slot || slot.Id != instance)
        {
            return CompleteOfBefore(request, entry, instance, isBad, mayBeRepeat, commands);
        }

        if (entry.State == RequestState.Finished)
        {
            return CompleteStatus.Repeated;
        }

        if (slot.UnknownSince is not null)
        {
            CompleteInDoubt(entry, slot, mayBeRepeat, commands);
            return CompleteStatus.Done;
        }

        if (!isBad && entry.IsBeginKnown)
        {
            // What went wrong says nothing of how long the function runs.
            Statistics.Executed(_now - entry.Since);
        }

        _requests.Finish(entry, _now);
        Release(slot, isBad ? Reason.BadInstance : Reason.None, commands);
        LookAgain(commands);
        return CompleteStatus.Done;
    }

    /// <summary>
    /// A request's caller went away without its answer: a waiter leaves the line; an instance granted meanwhile comes
    /// back as good as it was. Either way the pool forgets the request, so that the caller may ask again.
    /// </summary>
    /// <param name="request">Its id.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <param name="attempt">The try that was given up. Other tries of the same request keep what it has.</param>
    /// <returns>Whether it waited or held an instance, for that try and no other.</returns>
    public bool Abandon(RequestId request, DateTimeOffset now, List<PoolCommand> commands, long attempt = 0)
    {
        Advance(now);
        return _requests.Find(request) is { } known && known.GiveUp(attempt) && Drop(known, commands);
    }

    /// <summary>As <see cref="Abandon"/>, of every try: nobody has asked for long.</summary>
    public bool AbandonAll(RequestId request, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        return _requests.Find(request) is { } known && Drop(known, commands);
    }

    /// <summary>The platform made the slot; its init comes next.</summary>
    /// <param name="id">The slot.</param>
    /// <param name="platformSlotId">The platform's name for it.</param>
    /// <param name="createdAt">When; it may lie before the latest event, for nothing is decided here.</param>
    /// <param name="location">Where it stands; null where the platform does not tell.</param>
    /// <returns>False when no such slot is starting.</returns>
    public bool SlotCreated(
        SlotId id, string platformSlotId, DateTimeOffset createdAt, SlotLocation? location = null)
    {
        if (_slots.Find(id) is not { State: SlotState.Starting } slot)
        {
            return false;
        }

        slot.PlatformSlotId = platformSlotId;
        slot.Location = location;
        slot.CreatedAt = createdAt;
        return true;
    }

    /// <summary>The slot's instance is ready; the first waiter gets it, or it becomes idle.</summary>
    /// <returns>False when no such slot is starting.</returns>
    public bool SlotReady(SlotId id, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (_slots.Find(id) is not { State: SlotState.Starting } slot)
        {
            return false;
        }

        if (slot.Condemned != Reason.Recovered)
        {
            _starts.Succeeded();
            var create = (slot.CreatedAt ?? slot.RequestedAt) - slot.RequestedAt;
            Statistics.Started(create, _now - slot.RequestedAt - create);
        }

        if (slot.Condemned != Reason.None)
        {
            Retire(slot, slot.Condemned, commands);
        }
        else
        {
            _slots.MoveToIdle(slot, _now, ReclaimClock);
            Note(slot);
        }

        SendAwayReplaced(slot, commands);
        LookAgain(commands, Reason.ReadySlot);
        return true;
    }

    /// <summary>The slot did not become ready. What the platform made of it is destroyed.</summary>
    /// <returns>False when no such slot is starting.</returns>
    public bool SlotFailed(SlotId id, StartFailure failure, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (_slots.Find(id) is not { State: SlotState.Starting } slot)
        {
            return false;
        }

        if (slot.PlatformSlotId is null)
        {
            Forget(slot);
        }
        else
        {
            Retire(slot, slot.Condemned == Reason.Recovered ? Reason.Recovered : Reason.StartFailed, commands);
        }

        if (slot.Condemned != Reason.Recovered)
        {
            // A slot of before was never meant for anyone here, and says nothing of the starts now.
            _starts.Failed(slot.RequestedAt, _now);
            RefuseHopeless(failure, commands);
        }

        LookAgain(commands);
        return true;
    }

    /// <summary>The platform destroyed the slot, or has none.</summary>
    /// <returns>False when no such slot is retiring.</returns>
    public bool SlotDestroyed(SlotId id, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (_slots.Find(id) is not { State: SlotState.Retiring } slot)
        {
            return false;
        }

        Forget(slot);
        LookAgain(commands);
        return true;
    }

    /// <summary>The platform did not destroy the slot. It still counts, and is destroyed again after a pause.</summary>
    /// <returns>False when no such slot is retiring.</returns>
    public bool DestroyFailed(SlotId id, DateTimeOffset now)
    {
        Advance(now);
        if (_slots.Find(id) is not { State: SlotState.Retiring } slot)
        {
            return false;
        }

        slot.FailedDestroys++;
        slot.DestroyAgainAt = _now + Backoff.After(
            slot.FailedDestroys, _options.BackoffBase, _options.DestroyBackoffMaximum);
        return true;
    }

    /// <summary>Deadlines, reclaim, retries. Harmless at any time, needed at <see cref="NextDeadline"/>.</summary>
    public void Tick(DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        while (_waiting.FirstOverdue(_now) is { } waiter)
        {
            Refuse(waiter, Reason.WaitDeadline, commands);
        }

        while (_requests.OldestHolding is { } holder && ExpiryOf(holder) <= _now)
        {
            End(holder);
            Release(holder.Slot!, Reason.AssignmentExpired, commands);
        }

        EndDoubts(commands);
        foreach (var slot in _slots.RetiringSlots)
        {
            if (slot.DestroyAgainAt <= _now)
            {
                slot.DestroyAgainAt = null;
                commands.Add(PoolCommand.Destroy(slot, Reason.DestroyRetried));
            }
        }

        LookAgain(commands);
    }
}
