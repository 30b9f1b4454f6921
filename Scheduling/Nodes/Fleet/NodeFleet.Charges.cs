using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <content>What slots are charged with.</content>
public sealed partial class NodeFleet
{
    /// <summary>
    /// Charges what stands of a function with what its slots were seen to use; who waits may find room.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="measured">What one slot was seen to use.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what is to be done.</param>
    /// <returns>
    /// How many slots and reservations were charged otherwise; 0 where the policy charges what is declared.
    /// </returns>
    public int Recharge(FunctionKey function, MeasuredNeed measured, DateTimeOffset now, List<FleetCommand> commands)
    {
        Advance(now);
        var changed = Ledger.Recharge(function, measured, _now);
        Settle(commands);
        return changed;
    }
}
