using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// Which idle slots go when somebody else needs room: those of the lowest greedy-dual priority (FaasCache, ASPLOS
/// 2021), whole slots, until they hold as much memory and CPU as is needed. Never the asker's own.
/// </summary>
/// <remarks>
/// The sum of room is looked at, not where it is: slots on different nodes make pieces. The fleet asks again while the
/// wish still waits.
/// </remarks>
public static class ReclaimChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="candidates">Who has idle slots, in any order.</param>
    /// <param name="asker">Whose slots are not to be taken: who needs the room.</param>
    /// <param name="need">What one slot needs.</param>
    /// <param name="count">For how many slots.</param>
    /// <returns>
    /// Who gives up how many, lowest priority first; everything there is where that is not enough; ties by key.
    /// </returns>
    public static IReadOnlyList<ReclaimVictim> Choose(
        IEnumerable<ReclaimCandidate> candidates, FunctionKey asker, Resources need, int count)
    {
        var victims = new List<ReclaimVictim>();
        var lacking = need * Math.Max(count, 0);
        var inOrder = candidates
            .Where(candidate => candidate.Idle > 0 && candidate.Function != asker)
            .OrderBy(candidate => candidate.Priority)
            .ThenBy(candidate => candidate.Function.Value, StringComparer.Ordinal);
        foreach (var candidate in inOrder)
        {
            var slots = SlotsFor(lacking, candidate);
            if (slots > 0)
            {
                victims.Add(new ReclaimVictim(candidate.Function, slots, candidate.Priority));
                lacking -= candidate.PerSlot * slots;
            }
        }

        return WithoutNeedless(victims, candidates, lacking);
    }

    /// <summary>
    /// What a slot is worth to its function: the cost of starting it again, times how often that would be, for the room
    /// that it takes; and the clock, so that slots unused for long fall behind those used since.
    /// </summary>
    /// <param name="clock">The highest priority that was taken so far, 0 at first; seconds per second and MB.</param>
    /// <param name="arrivalsPerSecond">How often the function is called.</param>
    /// <param name="start">Its mean create and init.</param>
    /// <param name="megabytes">Memory of one slot.</param>
    /// <returns>
    /// clock + arrivals · start / memory. Two calls a second, 0.8 s to start, 128 MB: 0.0125 above the clock.
    /// </returns>
    public static double Priority(double clock, double arrivalsPerSecond, TimeSpan start, double megabytes) =>
        clock + (Math.Max(arrivalsPerSecond, 0) * start.TotalSeconds / Math.Max(megabytes, 1));

    /// <summary>
    /// As few slots as give what is lacking of the kind that they have; none where they have none of it.
    /// </summary>
    private static int SlotsFor(Resources lacking, ReclaimCandidate candidate)
    {
        var slots = Math.Max(
            SlotsFor(lacking.MemoryMegabytes, candidate.PerSlot.MemoryMegabytes),
            SlotsFor(lacking.CpuMillicores, candidate.PerSlot.CpuMillicores));
        return (int)Math.Min(slots, candidate.Idle);
    }

    private static double SlotsFor(double lacking, double perSlot) =>
        lacking > 0 && perSlot > 0 ? Math.Ceiling(lacking / perSlot) : 0;

    /// <summary>
    /// Gives back what a later, larger victim made needless, most valuable first: four of 128 MB and one of 1,024 MB
    /// for 1,000 MB need only the last one.
    /// </summary>
    private static List<ReclaimVictim> WithoutNeedless(
        List<ReclaimVictim> victims, IEnumerable<ReclaimCandidate> candidates, Resources lacking)
    {
        var sizes = candidates.GroupBy(candidate => candidate.Function)
            .ToDictionary(candidate => candidate.Key, candidate => candidate.First().PerSlot);
        var spare = lacking * -1;
        for (var i = victims.Count - 1; i >= 0; i--)
        {
            var size = sizes[victims[i].Function];
            var needless = 0;
            while (needless < victims[i].Slots && size.FitsIn(spare))
            {
                spare -= size;
                needless++;
            }

            victims[i] = victims[i] with { Slots = victims[i].Slots - needless };
        }

        victims.RemoveAll(victim => victim.Slots == 0);
        return victims;
    }
}
