namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// What holds of a fleet after every event, whatever the order of events. Tests ask after each one; the cost is a walk
/// over nodes for each function that waits.
/// </summary>
public static class NodeFleetInvariants
{
    /// <summary>Looks for what must never be.</summary>
    /// <param name="fleet">A fleet between two events.</param>
    /// <returns>One sentence for each violation; none when all holds.</returns>
    public static IReadOnlyList<string> Check(NodeFleet fleet)
    {
        var violations = new List<string>(NodeLedgerInvariants.Check(fleet.Ledger));
        CheckWaiting(fleet, violations);
        CheckNodes(fleet, violations);
        CheckTickets(fleet, violations);
        return violations;
    }

    /// <summary>No first of a function waits while it fits somewhere.</summary>
    private static void CheckWaiting(NodeFleet fleet, List<string> violations)
    {
        var ledger = fleet.Ledger;
        if (ledger.Slots + ledger.Pending >= ledger.Options.MaximumSlots)
        {
            return;
        }

        foreach (var flow in fleet.Line.Backlogged)
        {
            var fits = ledger.Nodes.FirstOrDefault(node => node.TakesSlots
                && node.StartingCreates < ledger.Options.CreatesPerNode && flow.Head!.Need.FitsOn(node));
            if (fits is not null)
            {
                violations.Add($"{flow.Head!.Wish.Ticket} waits, but '{fits.Id}' has {fits.Free} free");
            }
        }

        if (fleet.Line.ByAge.Count() != fleet.Waiting)
        {
            violations.Add($"{fleet.Line.ByAge.Count()} wishes are in line; {fleet.Waiting} are counted");
        }
    }

    /// <summary>The fleet and its ledger know the same nodes; none that leaves is among them.</summary>
    private static void CheckNodes(NodeFleet fleet, List<string> violations)
    {
        var nodes = fleet.Ledger.Nodes.ToArray();
        if (nodes.Length != fleet.Members.Count)
        {
            violations.Add($"the ledger has {nodes.Length} nodes, the fleet {fleet.Members.Count}");
        }

        foreach (var node in nodes)
        {
            if (!fleet.Members.TryGetValue(node.Id, out var member) || member.Node != node)
            {
                violations.Add($"'{node.Id}' is unknown to the fleet");
                continue;
            }

            if (fleet.Leaving.Contains(node.Id))
            {
                violations.Add($"'{node.Id}' is being given back and may get slots");
            }

            if (member.EmptySince is not null != (member.IsBorrowed && member.IsEmpty))
            {
                violations.Add($"'{node.Id}' holds {node.Slots} slots and counts as empty since {member.EmptySince}");
            }

            if (node.IsSetAside != (fleet.Kept.On == node))
            {
                violations.Add($"'{node.Id}' is set aside for nobody");
            }
        }
    }

    /// <summary>Every reservation has its wish, and no wish that has one waits.</summary>
    private static void CheckTickets(NodeFleet fleet, List<string> violations)
    {
        if (fleet.Tickets.Count != fleet.Ledger.Pending)
        {
            violations.Add($"{fleet.Ledger.Pending} reservations wait for {fleet.Tickets.Count} slots");
        }

        foreach (var wish in fleet.Line.ByAge.Where(wish => fleet.Tickets.Find(wish.Wish.Ticket) is not null))
        {
            violations.Add($"{wish.Wish.Ticket} waits and has room");
        }
    }
}
