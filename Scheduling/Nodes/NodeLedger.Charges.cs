using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Index;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes;

/// <content>What standing slots are charged with, once it was measured.</content>
public sealed partial class NodeLedger
{
    /// <summary>Share by which a charge must differ from the last one.</summary>
    private const double ChargeStep = 0.1;

    /// <summary>
    /// Charges what stands of a function with what its slots were seen to use, as a new slot would be: never more than
    /// was declared. A charge that grows takes what its node has left and no more, so that no node is ever overdrawn;
    /// the rest is made up when room comes free and the function is charged again. A charge within a tenth of the last
    /// one changes nothing: every change is a walk over all nodes.
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
            || !_index.Functions.TryGetValue(function, out var presence)
            || (presence.Charged is { } last && IsNear(last.Usual, measured.Usual)))
        {
            return 0;
        }

        var changed = 0;
        presence.Charged = measured;
        foreach (var node in _index.Nodes.Values)
        {
            if (node.CountOf(presence) == 0)
            {
                continue;
            }

            changed += Recharge(node, presence, measured);
            node.PayOwed();
            Refresh(node);
        }

        return changed;
    }

    private static bool IsNear(Resources one, Resources other) =>
        IsNear(one.MemoryMegabytes, other.MemoryMegabytes) && IsNear(one.CpuMillicores, other.CpuMillicores);

    private static bool IsNear(double one, double other) => Math.Abs(one - other) <= ChargeStep * Math.Max(one, other);

    private static int Recharge(Node node, FunctionPresence presence, MeasuredNeed measured)
    {
        var changed = 0;
        foreach (var reservation in node.Unordered)
        {
            if (reservation.Presence == presence)
            {
                var need = PlacementQuestion.NeedOf(reservation.Declared, reservation.Sidecar, measured);
                changed += node.Recharge(reservation, need, measured.Variance) ? 1 : 0;
                if (!need.FitsIn(reservation.Need))
                {
                    // It got less than it needs: the next charge is to make that up, however near it is.
                    presence.Charged = null;
                }
            }
        }

        return changed;
    }
}
