using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

/// <content>Slots that are gone without having been destroyed.</content>
public sealed partial class SlotPool
{
    /// <summary>Idle slots that a call for room may take, one after the other.</summary>
    public int Reclaimable => MayReclaim ? Math.Min(_slots.Idle, _slots.Live - Minimum) : 0;

    /// <summary>
    /// The slot is gone with the node that it stood on. Whatever it did: it is forgotten, its requests have finished,
    /// and who waits gets other slots started. A create or destroy of it that is under way ends without effect.
    /// </summary>
    /// <param name="id">The slot.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <returns>The slot as it was; null when it is not known here.</returns>
    public Slot? SlotLost(SlotId id, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (_slots.Find(id) is not { } slot)
        {
            return null;
        }

        // Few slots are ever lost, so a walk over all holders is cheaper than a list of holders in each slot.
        foreach (var holder in _requests.Holding.Where(holder => holder.Slot == slot).ToArray())
        {
            _requests.Finish(holder, _now);
        }

        slot.InUse = 0;
        _slots.Forget(slot);
        LookAgain(commands, Reason.None);
        return slot;
    }
}
