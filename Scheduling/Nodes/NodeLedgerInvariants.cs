namespace OrleansScaler.Scheduling.Nodes;

/// <summary>
/// What holds of a ledger after every event, whatever the order of events. Tests ask after each one; the cost is one
/// walk over nodes, slots and indexes.
/// </summary>
public static class NodeLedgerInvariants
{
    /// <summary>Looks for what must never be.</summary>
    /// <param name="ledger">A ledger between two events.</param>
    /// <returns>One sentence for each violation; none when all holds.</returns>
    public static IReadOnlyList<string> Check(NodeLedger ledger)
    {
        var violations = new List<string>();
        foreach (var node in ledger.Nodes)
        {
            CheckRoom(node, violations);
            CheckIndex(ledger, node, violations);
        }

        CheckBooks(ledger, violations);
        CheckLine(ledger, violations);
        CheckFunctions(ledger, violations);
        CheckSums(ledger, violations);
        return violations;
    }

    /// <summary>Never over capacity, never negative, and as much as what stands there takes.</summary>
    private static void CheckRoom(Node node, List<string> violations)
    {
        var sum = node.Unordered.Aggregate(Resources.Zero, (sum, reservation) => sum + reservation.Need);
        if (sum != node.Used)
        {
            violations.Add($"{node.Id} counts {node.Used} as used; what stands on it takes {sum}");
        }

        if (!node.Used.FitsIn(node.Offered) || !Resources.Zero.FitsIn(node.Free) || !Resources.Zero.FitsIn(node.Used))
        {
            violations.Add($"{node.Id} offers {node.Offered}, but {node.Used} is used and {node.Free} free");
        }

        if (node.Guard == Resources.Zero && node.Used + node.Free != node.Offered)
        {
            violations.Add($"{node.Id} has {node.Free} free beside {node.Used}, of {node.Offered}");
        }

        var starting = node.Unordered.Count(reservation => reservation.Slot is null);
        if (starting != node.StartingCreates)
        {
            violations.Add($"{node.Id} counts {node.StartingCreates} creates; {starting} are under way");
        }
    }

    /// <summary>A node stands in the one grid and cell that its free room and state say.</summary>
    private static void CheckIndex(NodeLedger ledger, Node node, List<string> violations)
    {
        if (node.Rank < 0)
        {
            return;
        }

        var index = ledger.Index;
        var grid = !node.TakesSlots ? null
            : node.StartingCreates < ledger.Options.CreatesPerNode ? index.Open
            : index.Creating;
        if (index.At(node.Rank) != node || node.Grid != grid)
        {
            violations.Add($"{node.Id} at rank {node.Rank} stands in the wrong grid");
        }
        else if (grid is not null)
        {
            var row = grid.RowOf(node.Free.MemoryMegabytes);
            var column = grid.ColumnOf(node.Free.CpuMillicores);
            var cell = grid.CellAt(row, column);
            if ((grid.ColumnsOf(row) & (1UL << column)) == 0 || (grid.Rows & (1UL << row)) == 0
                || !cell.Nodes.Contains(node.Rank) || !node.Free.FitsIn(cell.Most))
            {
                violations.Add($"{node.Id} with {node.Free} free is not where a search would look");
            }
        }

        if (grid == index.Open && !index.IsStale && index.KeepsOrder
            && index.Order.Next(node.Rank, node.Free) != node.Rank)
        {
            violations.Add($"{node.Id} with {node.Free} free is not found by id");
        }
    }

    /// <summary>Every slot and every reservation is on one node, and nothing else is.</summary>
    private static void CheckBooks(NodeLedger ledger, List<string> violations)
    {
        foreach (var reservation in ledger.PendingById.Values.Concat(ledger.BySlot.Values))
        {
            var node = reservation.Node;
            if (ledger.Find(node.Id) != node || reservation.Place < 0
                || node.Unordered[reservation.Place] != reservation)
            {
                violations.Add($"{reservation} does not stand there");
            }
        }

        var standing = ledger.Nodes.Sum(node => node.Unordered.Count);
        if (standing != ledger.Slots + ledger.Pending)
        {
            violations.Add(
                $"{standing} stand on nodes; {ledger.Slots} slots and {ledger.Pending} reservations are known");
        }
    }

    /// <summary>Those that may expire stand in the order in which they will.</summary>
    private static void CheckLine(NodeLedger ledger, List<string> violations)
    {
        var count = 0;
        for (var next = ledger.Line.First; next is not null; next = next.Later)
        {
            count++;
            if (!ledger.PendingById.ContainsKey(next.Id) || next.Later?.ExpiresAt < next.ExpiresAt)
            {
                violations.Add($"{next} is misplaced in the line");
            }
        }

        if (count != ledger.Pending)
        {
            violations.Add($"{count} may expire; {ledger.Pending} are pending");
        }
    }

    /// <summary>Each function stands where its slots do.</summary>
    private static void CheckFunctions(NodeLedger ledger, List<string> violations)
    {
        var slots = ledger.PendingById.Values.Concat(ledger.BySlot.Values)
            .GroupBy(reservation => reservation.Function)
            .ToDictionary(group => group.Key, group => group.Count());
        var isKept = ledger.Index.KeepsPresence && !ledger.Index.IsStale;
        foreach (var (function, presence) in ledger.Index.Functions)
        {
            if (presence.Slots != slots.GetValueOrDefault(function) || presence.Slots == 0)
            {
                violations.Add($"{function} counts {presence.Slots} slots; it has {slots.GetValueOrDefault(function)}");
            }

            foreach (var node in ledger.Nodes.Where(node => node.Rank >= 0 && isKept))
            {
                var here = node.CountOf(presence);
                if (presence.Nodes?.Contains(node.Rank) == true != (here > 0)
                    || (here > 0 && presence.NodesWith(here)?.Contains(node.Rank) != true))
                {
                    violations.Add($"{function} has {here} slots on {node.Id} and is not indexed so");
                }
            }
        }

        if (slots.Count != ledger.Index.Functions.Count)
        {
            violations.Add($"{slots.Count} functions have slots; {ledger.Index.Functions.Count} are indexed");
        }
    }

    /// <summary>What a shard tells of itself is the sum over its nodes.</summary>
    private static void CheckSums(NodeLedger ledger, List<string> violations)
    {
        var taking = ledger.Nodes.Where(node => node.TakesSlots && node.Rank >= 0).ToArray();
        var offered = taking.Aggregate(Resources.Zero, (sum, node) => sum + node.Offered);
        var used = taking.Aggregate(Resources.Zero, (sum, node) => sum + node.Used);
        if (offered != ledger.Index.Offered || used != ledger.Index.Used)
        {
            violations.Add($"told are {ledger.Index.Used} of {ledger.Index.Offered}; it is {used} of {offered}");
        }
    }
}
