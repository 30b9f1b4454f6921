using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

// Slots that are to stand elsewhere: their node is being emptied.
public sealed partial class SlotPool
{
    /// <summary>
    /// Another slot takes a slot's place: it is started now, and the old one serves on until it is ready. So emptying a
    /// node costs no caller a cold start. A replacement that does not become ready leaves all as it was.
    /// </summary>
    /// <param name="id">The slot to be replaced.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <returns>
    /// False when there is no such slot that serves, when it is being replaced already, or when the bound on slots
    /// leaves no room for a second one beside it.
    /// </returns>
    public bool Replace(SlotId id, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        if (_slots.Find(id) is not { State: SlotState.Idle or SlotState.Busy } old
            || old.Condemned != Reason.None
            || !MayHaveMore
            || _slots.StartingSlots.Any(starting => starting.Replaces == old))
        {
            return false;
        }

        Start(Reason.Moved, commands).Replaces = old;
        return true;
    }

    /// <summary>A slot is ready: the one that it replaces goes, at once or when its requests are done.</summary>
    private void SendAwayReplaced(Slot slot, List<PoolCommand> commands)
    {
        if (slot.Replaces is { State: SlotState.Idle or SlotState.Busy } old && slot.Condemned == Reason.None)
        {
            Condemn(old, Reason.Moved, commands);
        }

        slot.Replaces = null;
    }
}
