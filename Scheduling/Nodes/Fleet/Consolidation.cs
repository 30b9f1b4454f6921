using OrleansScaler.Scheduling.Nodes.Fleet.Care;
using OrleansScaler.Scheduling.Nodes.Fleet.Line;
using OrleansScaler.Scheduling.Nodes.Fleet.Orders;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// Whether the emptiest borrowed node can be emptied by moving what stands on it, and whether that pays.
/// </summary>
/// <remarks>
/// A move costs 10 s of a node and saves 120 s at best: a node of up to 12 slots is emptied, if all of them fit on the
/// others now.
/// </remarks>
internal static class Consolidation
{
    /// <summary>The node to empty; null when none.</summary>
    public static FleetMember? Find(IEnumerable<FleetMember> members, NodeLedger ledger, NodeFleetOptions options)
    {
        var emptiest = members
            .Where(member => member.IsBorrowed && member.Node.TakesSlots && !member.IsEmpty)
            .OrderBy(member => Shares.Larger(member.Node.Used, member.Node.Offered))
            .ThenBy(member => member.Id)
            .FirstOrDefault();
        return emptiest is { Node.StartingCreates: 0 }
            && emptiest.Node.Slots * options.MoveCost <= options.MoveSaves
            && FitsElsewhere(emptiest.Node, ledger)
            ? emptiest
            : null;
    }

    /// <summary>What is to be moved: one command for each function, in the order of their keys.</summary>
    public static IEnumerable<FleetCommand> MoveAway(Node node) => node.Reservations
        .GroupBy(standing => standing.Function)
        .OrderBy(function => function.Key.Value, StringComparer.Ordinal)
        .Select(function => new FleetCommand
        {
            Kind = FleetCommandKind.MoveAway,
            Node = node.Id,
            Function = function.Key,
            Slots = [.. function.Select(standing => standing.Slot!.Value)],
        });

    /// <summary>Largest first, onto the room of the others as it is.</summary>
    private static bool FitsElsewhere(Node node, NodeLedger ledger)
    {
        var others = ledger.Nodes.Where(other => other.TakesSlots && other != node);
        var bins = others.Select(other => new Bin(other)).ToArray();
        var apart = ledger.Options.KeepsTenantsApart;
        return node.Reservations
            .OrderByDescending(standing => Shares.Larger(standing.Need, node.Offered))
            .ThenBy(standing => standing.Id.Value)
            .Select(standing => new SlotNeed(
                standing.Need, standing.Variance, apart, apart ? standing.Tenant : null))
            .All(slot => bins.Any(bin => bin.TryAdd(slot)));
    }
}
