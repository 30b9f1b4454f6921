using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// Which fault comes when. Every kind that is asked for comes at least once where there is room; what room is left is
/// filled with more of them. The same seed, length and kinds give the same schedule.
/// </summary>
public sealed class FaultSchedule
{
    /// <summary>Share of the time that faults of one track take up; between them a run should come to rest.</summary>
    private const double Fill = 0.7;

    /// <summary>A freeze of 30 s would be all of a short run.</summary>
    private const double LongestShare = 0.25;

    /// <summary>Repeats of a track; a bound, far above what a day's run has room for.</summary>
    private const int MaximumFaults = 10_000;

    private FaultSchedule(IReadOnlyList<PlannedFault> faults, IReadOnlyList<FaultKind> leftOut)
    {
        Faults = faults;
        LeftOut = leftOut;
    }

    /// <summary>The first seconds stay quiet, so that there is something to lose.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromSeconds(3);

    /// <summary>All faults, by time.</summary>
    public IReadOnlyList<PlannedFault> Faults { get; }

    /// <summary>Kinds that were asked for and found no room.</summary>
    public IReadOnlyList<FaultKind> LeftOut { get; }

    /// <summary>Draws a schedule.</summary>
    /// <param name="seed">Names the random choices.</param>
    /// <param name="length">How long the load lasts; every fault should be over by then.</param>
    /// <param name="kinds">What is to befall.</param>
    public static FaultSchedule Draw(ulong seed, TimeSpan length, IEnumerable<FaultKind> kinds)
    {
        var asked = kinds.Distinct().Order().ToList();
        var faults = new List<PlannedFault>();
        foreach (var track in Enum.GetValues<FaultTrack>())
        {
            var mine = asked.Where(kind => FaultShape.Of(kind).Track == track).ToList();
            var random = SeededRandom.For(seed, (ulong)track, SeededRandom.NameOf("faults"));
            faults.AddRange(DrawTrack(mine, length, ref random));
        }

        var drawn = faults.Select(fault => fault.Kind).ToHashSet();
        return new FaultSchedule(
            [.. faults.OrderBy(fault => fault.At).ThenBy(fault => fault.Kind)],
            [.. asked.Where(kind => !drawn.Contains(kind))]);
    }

    /// <summary>One kill in the middle, and the server back at once: what a restart costs.</summary>
    /// <param name="length">How long the load lasts.</param>
    public static FaultSchedule OneKill(TimeSpan length) =>
        new([new PlannedFault(FaultKind.Kill, length / 2, TimeSpan.Zero, Aim: 0)], []);

    private static List<PlannedFault> DrawTrack(List<FaultKind> kinds, TimeSpan length, ref SeededRandom random)
    {
        var room = length - Quiet;
        var chosen = Choose(kinds, length, room, ref random);
        var slack = room - Total(chosen);
        var gaps = new double[chosen.Count];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = random.NextUnit();
        }

        Array.Sort(gaps);
        var before = Quiet;
        for (var i = 0; i < chosen.Count; i++)
        {
            var span = chosen[i].End;
            chosen[i] = chosen[i] with { At = before + (slack * gaps[i]) };
            before += span;
        }

        return chosen;
    }

    /// <summary>Round after round of all kinds, each round in an order of its own, as long as there is room.</summary>
    private static List<PlannedFault> Choose(
        List<FaultKind> kinds, TimeSpan length, TimeSpan room, ref SeededRandom random)
    {
        var chosen = new List<PlannedFault>();
        for (var isFirst = true; chosen.Count < MaximumFaults; isFirst = false)
        {
            var limit = isFirst ? room : room * Fill;
            var fitted = false;
            foreach (var kind in Shuffle(kinds, ref random))
            {
                var fault = DrawOne(kind, length, ref random);
                if (Total(chosen) + fault.End <= limit)
                {
                    chosen.Add(fault);
                    fitted = true;
                }
            }

            if (!fitted)
            {
                break;
            }
        }

        return chosen;
    }

    private static PlannedFault DrawOne(FaultKind kind, TimeSpan length, ref SeededRandom random)
    {
        var shape = FaultShape.Of(kind);
        var cut = length * LongestShare;
        var longest = cut < shape.Longest ? cut : shape.Longest;
        longest = longest > shape.Shortest ? longest : shape.Shortest;
        var lasts = shape.Shortest + ((longest - shape.Shortest) * random.NextUnit());
        return new PlannedFault(kind, TimeSpan.Zero, lasts, random.NextUnit());
    }

    private static FaultKind[] Shuffle(List<FaultKind> kinds, ref SeededRandom random)
    {
        var shuffled = kinds.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var other = (int)(random.NextUnit() * (i + 1));
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }

    /// <summary>Before they have a time, the end of each is how long it takes.</summary>
    private static TimeSpan Total(List<PlannedFault> faults) =>
        faults.Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.End);
}
