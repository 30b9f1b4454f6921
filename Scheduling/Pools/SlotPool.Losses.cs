using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Scheduling.Pools;

/// <content>Slots that are gone without having been destroyed.</content>
public sealed partial class SlotPool
{
    /// <summary>Idle slots that a call for room may take, one after the other.</summary>
    public int Reclaimable => MayReclaim ? Math.Min(_slots.Idle, _slots.Live - Minimum) : 0;

    /// <summary>
    /// What an idle slot is worth where nodes have no room: what it costs to start it again, times how often that is
    /// wanted, for the room that it takes. Functions of all policies are compared by it.
    /// </summary>
    /// <param name="now">The time: a function that nobody calls is worth less from hour to hour.</param>
    public double WorthOfRoom(DateTimeOffset now)
    {
        // In the first second one call would count as more than one a second.
        var known = now - (Statistics.FirstArrival ?? now);
        var perSecond = Statistics.Arrivals / Math.Max(known.TotalSeconds, 1);
        return ReclaimChoice.Priority(0, perSecond, Snapshot.MeanStart, Function.MemoryMegabytes);
    }

    /// <summary>
    /// The slot is gone with the node that it stood on. Whatever it did: it is forgotten, its requests have finished,
    /// and who waits gets other slots started. A create or destroy of it that is under way ends without effect.
    /// </summary>
    /// <param name="id">The slot.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    public LossStatus SlotLost(SlotId id, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (_slots.Find(id) is not { } slot)
        {
            return LossStatus.Unknown;
        }

        var isUnderWay = slot.State == SlotState.Starting
            || slot is { State: SlotState.Retiring, DestroyAgainAt: null };

        EndHolders(slot);
        slot.UnknownSince = null;
        Forget(slot);

        // Whoever still has it in hand, such as the slot that was to replace it, sees that it serves nobody.
        slot.State = SlotState.Retiring;
        LookAgain(commands, Reason.None);
        return isUnderWay ? LossStatus.UnderWay : LossStatus.Standing;
    }
}
