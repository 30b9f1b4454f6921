using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Pools;

// A function that is declared otherwise, and the end of its pool.
public sealed partial class SlotPool
{
    /// <summary>The function was declared anew. Slots of another memory size serve nobody else.</summary>
    public void Redeclare(FunctionSpec function, DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        var isSameSlot = function.MemoryMegabytes.Equals(Function.MemoryMegabytes)
            && function.Runtime == Function.Runtime
            && function.Handler == Function.Handler;
        Function = function;
        foreach (var slot in _slots.All.Where(slot => slot.State != SlotState.Retiring).ToArray())
        {
            if (!isSameSlot)
            {
                Condemn(slot, Reason.SpecChanged, commands);
            }
            else if (slot is { State: SlotState.Busy, UnknownSince: null })
            {
                // The concurrency may be another one now.
                _slots.MoveToBusy(slot, HasRoom(slot));
            }
        }

        LookAgain(commands);
    }

    /// <summary>
    /// Gives every slot back, idle ones now, the others when they are ready or returned; until the next request no
    /// minimum is kept. For a driver that shuts down.
    /// </summary>
    public void Close(DateTimeOffset now, List<PoolCommand> commands)
    {
        Advance(now);
        _opened = false;
        _prepared = 0;
        Foresee();
        foreach (var slot in _slots.All.Where(slot => slot.State != SlotState.Retiring).ToArray())
        {
            Condemn(slot, Reason.PoolClosed, commands);
        }
    }
}
