using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// What holds of a pool after every event, whatever the order of events. Tests ask after each one; the cost is one walk
/// over the pool's slots and requests.
/// </summary>
public static class PoolInvariants
{
    /// <summary>Looks for what must never be.</summary>
    /// <param name="pool">A pool between two events.</param>
    /// <param name="concurrency">
    /// Requests that a slot may be running; the function's own unless it was declared with more while they began.
    /// </param>
    /// <returns>One sentence for each violation; none when all holds.</returns>
    public static IReadOnlyList<string> Check(SlotPool pool, int? concurrency = null)
    {
        var violations = new List<string>();
        CheckBooks(pool, violations);
        CheckPlaces(pool, violations);
        CheckUse(pool, concurrency ?? pool.Function.Concurrency, violations);
        CheckDoubts(pool, violations);
        CheckWaiters(pool, violations);
        CheckWaitLine(pool.Waiting, violations);
        CheckMemory(pool, violations);
        CheckDeadline(pool, violations);
        return violations;
    }

    /// <summary>Slots are conserved, and bounded.</summary>
    private static void CheckBooks(SlotPool pool, List<string> violations)
    {
        var slots = pool.Slots;
        if (pool.SlotsCreated != pool.SlotsForgotten + slots.All.Count())
        {
            violations.Add(
                $"{pool.SlotsCreated} slots created, but {pool.SlotsForgotten} forgotten and {slots.All.Count()} here");
        }

        var byState = slots.Starting + slots.Idle + slots.Busy + slots.Unknown + slots.Remade + slots.Retiring;
        if (slots.Count != byState)
        {
            violations.Add($"{slots.Count} slots by id, but {byState} by state");
        }

        // Of those of before, there may be as many as there were.
        var own = slots.All.Count(slot => !slot.IsAdopted);
        if (own > pool.Options.MaximumSlots)
        {
            violations.Add($"{own} slots, more than the maximum of {pool.Options.MaximumSlots}");
        }
    }

    /// <summary>Each slot stands in the one list of its state; idle ones in order of last use.</summary>
    private static void CheckPlaces(SlotPool pool, List<string> violations)
    {
        var slots = pool.Slots;
        CheckStates(slots.StartingSlots, SlotState.Starting, violations);
        CheckStates(slots.IdleSlots, SlotState.Idle, violations);
        CheckStates(slots.SlotsWithRoom, SlotState.Busy, violations);
        CheckStates(slots.FullSlots, SlotState.Busy, violations);
        CheckStates(slots.UnknownSlots, SlotState.Busy, violations);
        CheckStates(slots.RemadeSlots, SlotState.Starting, violations);
        CheckStates(slots.RetiringSlots, SlotState.Retiring, violations);

        var before = DateTimeOffset.MinValue;
        foreach (var slot in slots.IdleSlots)
        {
            if (slot.IdleSince < before)
            {
                violations.Add($"idle {slot.Id} since {slot.IdleSince:O} stands behind one since {before:O}");
            }

            if (slot.Condemned != Reason.None)
            {
                violations.Add($"idle {slot.Id} is condemned: {slot.Condemned}");
            }

            before = slot.IdleSince;
        }
    }

    private static void CheckStates(IReadOnlyCollection<Slot> list, SlotState state, List<string> violations)
    {
        foreach (var slot in list)
        {
            if (slot.State != state || !ReferenceEquals(slot.Place.List, list))
            {
                violations.Add($"{slot.Id} is {slot.State} and stands among the {state} ones");
            }
        }
    }

    /// <summary>One request for each unit of concurrency, and each slot's count is that of its holders.</summary>
    private static void CheckUse(SlotPool pool, int concurrency, List<string> violations)
    {
        var held = new Dictionary<Slot, int>();
        foreach (var holder in pool.Requests.Holding.Concat(pool.Requests.Lingering))
        {
            held[holder.Slot!] = held.GetValueOrDefault(holder.Slot!) + 1;
            if (pool.Slots.Find(holder.Slot!.Id) != holder.Slot)
            {
                violations.Add($"{holder.Id} holds {holder.Slot.Id}, which is forgotten");
            }
        }

        foreach (var slot in pool.Slots.All)
        {
            if (slot.InUse != held.GetValueOrDefault(slot))
            {
                violations.Add($"{slot.Id} counts {slot.InUse} requests; {held.GetValueOrDefault(slot)} hold it");
            }

            if (slot.InUse > 0 != (slot.State == SlotState.Busy) && slot.UnknownSince is null)
            {
                violations.Add($"{slot.Id} is {slot.State} with {slot.InUse} requests");
            }

            if (slot.InUse > concurrency && slot.UnknownSince is null)
            {
                violations.Add($"{slot.Id} runs {slot.InUse} requests; it may run {concurrency}");
            }
        }

        CheckRoom(pool, violations);
    }

    /// <summary>
    /// Slots of unknown use stand apart, longest first, with the holders that were announced; nobody else does. A
    /// holder of whom only the word is known is found by it.
    /// </summary>
    private static void CheckDoubts(SlotPool pool, List<string> violations)
    {
        var before = DateTimeOffset.MinValue;
        foreach (var slot in pool.Slots.UnknownSlots)
        {
            if (slot.UnknownSince is not { } since || since < before || slot.Condemned != Reason.UseUnknown)
            {
                violations.Add($"{slot.Id}, unknown since {slot.UnknownSince:O}, {slot.Condemned}, is misplaced");
            }

            before = slot.UnknownSince ?? before;
        }

        var astray = pool.Requests.Holding.Where(holder => holder.Slot!.UnknownSince is not null)
            .Concat(pool.Requests.Lingering.Where(holder => holder.Slot!.UnknownSince is null));
        violations.AddRange(astray.Select(holder => $"{holder.Id} is misplaced, with {holder.Slot!.Id}"));
        foreach (var slot in pool.Slots.All)
        {
            var isUnnamed = slot.UnnamedHolder is { State: RequestState.Holding } holder && holder.Slot == slot;
            if (isUnnamed != slot.HeldByWord.HasValue || (isUnnamed && slot.State != SlotState.Busy))
            {
                violations.Add($"{slot.Id} ({slot.State}) has the word {slot.HeldByWord} and a wrong holder");
            }

            if (slot.UnknownSince is not null && !ReferenceEquals(slot.Place.List, pool.Slots.UnknownSlots))
            {
                violations.Add($"{slot.Id} is of unknown use and stands elsewhere");
            }
        }
    }

    /// <summary>A busy slot has room or not as its list says.</summary>
    private static void CheckRoom(SlotPool pool, List<string> violations)
    {
        foreach (var slot in pool.Slots.SlotsWithRoom.Concat(pool.Slots.FullSlots))
        {
            var hasRoom = slot.Condemned == Reason.None && slot.InUse < pool.Function.Concurrency;
            if (hasRoom != pool.Slots.SlotsWithRoom.Contains(slot))
            {
                violations.Add($"{slot.Id} with {slot.InUse} requests, condemned {slot.Condemned}, is misplaced");
            }
        }
    }

    /// <summary>Nobody waits while there is room, and no more wait than may.</summary>
    private static void CheckWaiters(SlotPool pool, List<string> violations)
    {
        var (slots, waiting) = (pool.Slots, pool.Waiting.Count);
        var isRouted = slots.Warmest is { } warmest && !pool.IsSetAside(warmest);
        if (waiting > 0 && (isRouted || slots.SlotsWithRoom.Count > 0))
        {
            violations.Add(
                $"{waiting} wait though {slots.Idle} slots are idle and {slots.SlotsWithRoom.Count} have room");
        }

        // A bound that follows the slots may fall below a line that stands already.
        if (pool.Options.WaitersPerSlot == 0 && waiting > pool.Options.MaximumWaiters)
        {
            violations.Add($"{waiting} wait, more than the bound of {pool.Options.MaximumWaiters}");
        }
    }

    /// <summary>The line is in order of arrival, and its count since an instant is the true one.</summary>
    private static void CheckWaitLine(WaitLine line, List<string> violations)
    {
        var (before, sequence) = (DateTimeOffset.MinValue, -1L);
        var (count, since) = (0, 0);
        DateTimeOffset? earliest = null;
        foreach (var entry in line.Entries)
        {
            if (entry.State != RequestState.Waiting || entry.Since < before || entry.Sequence <= sequence)
            {
                violations.Add($"{entry.Id} ({entry.State}, since {entry.Since:O}) stands wrong in line");
            }

            (before, sequence) = (entry.Since, entry.Sequence);
            count++;
            since += entry.Since <= line.Border ? 1 : 0;
            earliest = earliest <= entry.Deadline ? earliest : entry.Deadline;
        }

        if (line.Count != count || line.NextDeadline != earliest)
        {
            violations.Add(
                $"the line counts {line.Count}, next deadline {line.NextDeadline:O}; true: {count}, {earliest:O}");
        }

        if (line.CountSince(line.Border) is var counted && counted != since)
        {
            violations.Add($"the line counts {counted} since {line.Border:O}; {since} wait since then");
        }
    }

    /// <summary>Every known request is in one state, and finished ones are few and young.</summary>
    private static void CheckMemory(SlotPool pool, List<string> violations)
    {
        var (requests, options) = (pool.Requests, pool.Options);
        var byState = pool.Waiting.Count + requests.HoldingCount + requests.Lingering.Count
            + requests.FinishedCount;
        if (requests.Count != byState)
        {
            violations.Add($"{requests.Count} requests by id, but {byState} by state");
        }

        if (requests.FinishedCount > options.RememberAtMost)
        {
            violations.Add($"{requests.FinishedCount} finished ids, more than {options.RememberAtMost}");
        }

        var now = pool.Snapshot.Now;
        foreach (var entry in requests.Finished)
        {
            if (entry.State != RequestState.Finished || entry.Since + options.RememberFor <= now)
            {
                violations.Add($"{entry.Id} ({entry.State}, since {entry.Since:O}) is remembered at {now:O}");
            }
        }
    }

    /// <summary>Whatever is pending has a deadline, no later than its own; where nothing is, there is none.</summary>
    private static void CheckDeadline(SlotPool pool, List<string> violations)
    {
        var next = pool.NextDeadline;
        var firstDue = FirstDue(pool);
        if (firstDue is { } bound && (next is null || next > bound))
        {
            violations.Add($"the next deadline is {next?.ToString("O") ?? "none"}; something is due at {bound:O}");
        }

        var idleSurplus = pool.Slots.Idle > 0 && pool.Slots.Live > pool.Minimum;
        var lacksMinimum = pool.Slots.Live < pool.Minimum && pool.MayHaveMore;
        if (next is null && (idleSurplus || lacksMinimum))
        {
            violations.Add($"no deadline with {pool.Slots.Idle} idle, {pool.Slots.Live} live, minimum {pool.Minimum}");
        }

        var isPending = firstDue is not null || idleSurplus || pool.Slots.Live < pool.Minimum;
        if (next is not null && (!isPending || pool.IsQuiet))
        {
            violations.Add($"the next deadline is {next:O}, but nothing is pending");
        }
    }

    /// <summary>When the first of the things that have a time of their own is due; null when there is none.</summary>
    private static DateTimeOffset? FirstDue(SlotPool pool)
    {
        var timeout = pool.Function.Timeout > TimeSpan.Zero ? pool.Function.Timeout : pool.Options.MaximumTimeout;
        var due = pool.Waiting.Entries.Select(waiter => waiter.Deadline)
            .Concat(pool.Requests.Holding.Select(holder => holder.Since + timeout + pool.Options.AssignmentGrace))
            .Concat(pool.Slots.UnknownSlots.Select(
                slot => slot.UnknownSince!.Value + timeout + pool.Options.AssignmentGrace))
            .Concat(pool.Slots.RetiringSlots.Where(slot => slot.DestroyAgainAt is not null)
                .Select(slot => slot.DestroyAgainAt!.Value))
            .Concat(pool.ForeseeAt is { } asked ? [asked] : [])
            .Concat(pool.PreparedUntil is { } prepared ? [prepared] : [])
            .Concat(pool.Requests.Finished.TakeLast(1).Select(entry => entry.Since + pool.Options.RememberFor));
        return due.Select(instant => (DateTimeOffset?)instant).Min();
    }
}
