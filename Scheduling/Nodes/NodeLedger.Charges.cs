using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes;

/// <content>What standing slots are charged with, once it was measured.</content>
public sealed partial class NodeLedger
{
    /// <summary>
    /// Charges what stands of a function with what its slots were seen to use, as a new slot would be: never more than
    /// was declared. A charge that grows takes what its node has left and no more, so that no node is ever overdrawn;
    /// the rest is made up when room comes free and the function is charged again.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="measured">What one slot was seen to use.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// How many slots and reservations were charged otherwise; 0 where the policy charges what is declared.
    /// </returns>
    public int Recharge(FunctionKey function, MeasuredNeed measured, DateTimeOffset now)
    {
        Advance(now);
        if (!Policy.Traits.ChargesMeasured || !measured.IsSensible
            || !_index.Functions.TryGetValue(function, out var presence))
        {
            return 0;
        }

        var changed = 0;
        foreach (var node in _index.Nodes.Values)
        {
            if (node.CountOf(presence) == 0)
            {
                continue;
            }

            changed += Recharge(node, presence.Function, measured);
            Refresh(node);
        }

        return changed;
    }

    private static int Recharge(Node node, FunctionKey function, MeasuredNeed measured)
    {
        var changed = 0;
        foreach (var reservation in node.Unordered)
        {
            if (reservation.Function == function)
            {
                var need = PlacementQuestion.NeedOf(reservation.Declared, reservation.Sidecar, measured);
                changed += node.Recharge(reservation, need, measured.Variance) ? 1 : 0;
            }
        }

        return changed;
    }
}
