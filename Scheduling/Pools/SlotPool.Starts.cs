using System.Diagnostics.CodeAnalysis;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

/// <content>Starts, and those that are given up before they are begun.</content>
public sealed partial class SlotPool
{
    /// <summary>
    /// A start that has had to wait may be needless by now: its waiters were served otherwise, or left. Not one that
    /// the pool owes in any case: to its minimum, its first request or another slot.
    /// </summary>
    /// <param name="id">The slot.</param>
    /// <param name="why">Why it was to be started.</param>
    /// <param name="now">The time.</param>
    /// <returns>True when the slot is forgotten and must not be made.</returns>
    public bool CancelStart(SlotId id, Reason why, DateTimeOffset now)
    {
        Advance(now);
        if (!IsUnbegun(id, out var slot))
        {
            return true;
        }

        var others = (_slots.Starting - 1) * Function.Concurrency;
        if (why is Reason.InitialSlots or Reason.Moved || others < _waiting.Count || _slots.Live <= Minimum)
        {
            return false;
        }

        Forget(slot);
        return true;
    }

    /// <summary>A start is not begun any more, whoever wants it.</summary>
    /// <param name="id">The slot.</param>
    /// <param name="now">The time.</param>
    public void DropStart(SlotId id, DateTimeOffset now)
    {
        Advance(now);
        if (IsUnbegun(id, out var slot))
        {
            Forget(slot);
        }
    }

    private bool IsUnbegun(SlotId id, [NotNullWhen(true)] out Slot? slot)
    {
        slot = _slots.Find(id);
        return slot is { State: SlotState.Starting, PlatformSlotId: null };
    }

    private Slot Start(Reason reason, List<PoolCommand> commands)
    {
        if (_slots.Live == 0)
        {
            _callsBeforeLive = Statistics.Arrivals - _waiting.Count;
        }

        var slot = new Slot(new SlotId($"{_idPrefix}-{++_created}"), Function.MemoryMegabytes, _now)
        {
            UsePlace = Board?.Take() ?? -1,
        };
        _slots.AddStarting(slot);
        commands.Add(PoolCommand.Create(slot, reason));
        return slot;
    }
}
