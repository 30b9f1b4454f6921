using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// What an onlooker can demand of any pool, whatever its policies: told naively, with lists, and without a look inside.
/// </summary>
internal sealed class StormModel(FunctionSpec function, PoolOptions options)
{
    private readonly List<StormRequest> _waiting = [];
    private readonly List<StormRequest> _holding = [];
    private readonly List<StormRequest> _finished = [];
    private readonly Dictionary<string, StormSlot> _slots = [];
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private string? _asking;

    public FunctionSpec Function { get; set; } = function;

    public bool HasEnded => _waiting.Count == 0 && _holding.Count == 0;

    public int SlotCount => _slots.Count;

    private DateTimeOffset Expired => _now
        - (Function.Timeout > TimeSpan.Zero ? Function.Timeout : options.MaximumTimeout)
        - options.AssignmentGrace;

    public void Advance(DateTimeOffset now)
    {
        _now = now > _now ? now : _now;
        Forget();
    }

    public AssignStatus Expect(string id, DateTimeOffset deadline)
    {
        if (_waiting.Exists(request => request.Id == id))
        {
            return AssignStatus.Waiting;
        }

        if (_holding.Exists(request => request.Id == id))
        {
            return AssignStatus.Granted;
        }

        if (_finished.Exists(request => request.Id == id))
        {
            return AssignStatus.Finished;
        }

        var isFull = _waiting.Count >= options.MaximumWaiters;
        var longest = _now + options.MaximumWait;
        _asking = id;
        _waiting.Add(new StormRequest(id, deadline < longest ? deadline : longest));
        return isFull ? AssignStatus.Rejected : AssignStatus.Waiting;
    }

    /// <summary>After an Assign and its commands: whether the status said is the one that became true.</summary>
    public void Confirm(string id, AssignStatus expected, AssignResult result)
    {
        var isNew = _asking == id;
        _asking = null;
        var holder = _holding.Find(request => request.Id == id);
        var actual = holder is not null ? AssignStatus.Granted
            : _waiting.Exists(request => request.Id == id) ? AssignStatus.Waiting
            : isNew ? AssignStatus.Rejected : AssignStatus.Finished;
        Demand(result.Status == actual, $"{id}: {result.Status} was said, {actual} is true");
        Demand(result.Slot?.Id.Value == holder?.Slot, $"{id}: told {result.Slot?.Id}, holds {holder?.Slot}");
        Demand(isNew || actual == expected, $"{id}: {actual} after {expected}");
        Demand(expected != AssignStatus.Rejected || actual != AssignStatus.Waiting, $"{id} waits above the bound");
    }

    public CompleteStatus Complete(string id, string slot)
    {
        if (_holding.Find(request => request.Id == id) is { } holder && holder.Slot == slot)
        {
            Finish(holder);
            return CompleteStatus.Done;
        }

        return _finished.Exists(request => request.Id == id && request.Slot == slot)
            ? CompleteStatus.Repeated
            : CompleteStatus.NotHeld;
    }

    public bool Abandon(string id)
    {
        if (_holding.Find(request => request.Id == id) is { } holder)
        {
            _holding.Remove(holder);
            _slots[holder.Slot!].Holders--;
            return true;
        }

        return _waiting.RemoveAll(request => request.Id == id) > 0;
    }

    public void Expire()
    {
        foreach (var holder in _holding.Where(holder => holder.Since <= Expired).ToArray())
        {
            Finish(holder);
        }
    }

    public bool Created(string id)
    {
        var isStarting = _slots.TryGetValue(id, out var slot) && slot.IsStarting;
        if (isStarting)
        {
            slot!.IsMade = true;
        }

        return isStarting;
    }

    public bool Ready(string id)
    {
        var isStarting = _slots.TryGetValue(id, out var slot) && slot.IsStarting;
        if (isStarting)
        {
            slot!.IsReady = true;
        }

        return isStarting;
    }

    public bool Failed(string id)
    {
        var isStarting = _slots.TryGetValue(id, out var slot) && slot.IsStarting;
        if (isStarting && !slot!.IsMade)
        {
            _slots.Remove(id);
        }

        return isStarting;
    }

    public bool Destroyed(string id) =>
        _slots.TryGetValue(id, out var slot) && slot.IsRetiring && _slots.Remove(id);

    public bool DestroyFailed(string id)
    {
        var isRetiring = _slots.TryGetValue(id, out var slot) && slot.IsRetiring;
        if (isRetiring)
        {
            slot!.IsBeingDestroyed = false;
        }

        return isRetiring;
    }

    public void Obey(PoolCommand command)
    {
        switch (command.Kind)
        {
            case PoolCommandKind.Create:
                Demand(_slots.TryAdd(command.Slot!.Id.Value, new StormSlot()), "a slot is created twice");
                break;
            case PoolCommandKind.Destroy:
                Destroy(command);
                break;
            case PoolCommandKind.Grant:
                Grant(command);
                break;
            case PoolCommandKind.Reject:
                Reject(command);
                break;
            default:
                throw new StormException($"unknown command {command.Kind}");
        }
    }

    /// <summary>After a tick: no wait has outlived its deadline.</summary>
    public void DemandPunctuality()
    {
        var late = _waiting.Find(waiter => waiter.Deadline <= _now);
        Demand(late is null, $"{late?.Id} waits past its deadline {late?.Deadline:O}");
    }

    private void Destroy(PoolCommand command)
    {
        Demand(_slots.TryGetValue(command.Slot!.Id.Value, out var slot), "an unknown slot is destroyed");
        Demand(slot!.Holders == 0 && command.Slot.InUse == 0, $"{slot.Holders} hold a slot that is destroyed");
        Demand(!slot.IsBeingDestroyed, "a slot is destroyed while its destroy is under way");
        Demand(slot.IsRetiring == (command.Reason == Reason.DestroyRetried), "a destroy has the wrong reason");
        slot.IsRetiring = true;
        slot.IsBeingDestroyed = true;
    }

    private void Grant(PoolCommand command)
    {
        var request = _waiting.FirstOrDefault();
        Demand(request?.Id == command.Request.Value, $"{request?.Id} is first in line");
        Demand(_slots.TryGetValue(command.Slot!.Id.Value, out var slot), "an unknown slot is granted");
        Demand(slot!.IsReady && !slot.IsRetiring, "a slot is granted that is not ready");
        Demand(slot.Holders < Function.Concurrency, $"a slot is granted that {slot.Holders} hold");
        slot.Holders++;
        request!.Slot = command.Slot.Id.Value;
        request.Since = _now;
        _waiting.RemoveAt(0);
        _holding.Add(request);
    }

    private void Reject(PoolCommand command)
    {
        var request = _waiting.Find(waiter => waiter.Id == command.Request.Value);
        Demand(request is not null, "a request is rejected that does not wait");
        Demand(command.Reason != Reason.WaitDeadline || request!.Deadline <= _now, "rejected before its deadline");
        Demand(command.Reason != Reason.WaitersBound || _asking == request!.Id, "rejected while it waited its turn");
        _waiting.Remove(request!);
    }

    private void Finish(StormRequest holder)
    {
        _holding.Remove(holder);
        _slots[holder.Slot!].Holders--;
        holder.Since = _now;
        _finished.Add(holder);
        Forget();
    }

    private void Forget()
    {
        _finished.RemoveAll(request => request.Since + options.RememberFor <= _now);
        _finished.RemoveRange(0, Math.Max(0, _finished.Count - options.RememberAtMost));
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StormException(otherwise);
        }
    }
}
