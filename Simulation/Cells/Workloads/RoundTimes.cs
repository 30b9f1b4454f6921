using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>When the rounds of a function begin.</summary>
internal static class RoundTimes
{
    /// <summary>Silence that is long enough to be a pause between stretches and not only a late start.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(5);

    /// <summary>Shortest stretch that is made by cutting a longer one.</summary>
    private static readonly TimeSpan s_stretch = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Part of the run in which no storm begins: by then all others have begun. An earlier one would take the nodes of
    /// a scheduler that gives nothing back, which then fails up to a third of all calls, and any score against it looks
    /// good.
    /// </summary>
    private const double StormShare = 0.25;

    /// <summary>
    /// Rounds at the table's gaps, in as many stretches as <see cref="Stretches"/> says. The silence before, between
    /// and after them is cut at random: 600 s of calls in 1,223 s are three stretches of 200 s and four silences of
    /// 156 s on average.
    /// </summary>
    public static TimeSpan[] Draw(CellFigures row, TimeSpan length, ref SeededRandom random)
    {
        var active = TimeSpan.FromMilliseconds((row.Rounds - 1) * row.GapMs.Mean);
        var stretches = Math.Min(row.Rounds, Stretches(active, length));
        var gaps = row.GapMs.Draw(row.Rounds - stretches, ref random);
        var silence = Math.Max(0, length.TotalMilliseconds - gaps.Sum());
        var pauses = row.IsStorm
            ? [silence * (StormShare + ((1 - StormShare) * random.NextUnit())), .. new double[stretches]]
            : Cut(silence, stretches + 1, ref random);
        var times = new TimeSpan[row.Rounds];
        var (now, gap) = (0.0, 0);
        for (var round = 0; round < times.Length; round++)
        {
            var stretch = (int)((long)round * stretches / times.Length);
            var begins = round == 0 || stretch != (int)((round - 1L) * stretches / times.Length);
            now += begins ? pauses[stretch] : gaps[gap++];
            times[round] = TimeSpan.FromMilliseconds(now);
        }

        return times;
    }

    private static int Stretches(TimeSpan active, TimeSpan length)
    {
        var pauses = Math.Max(0, (int)((length - active) / s_pause));
        return Math.Min(1 + pauses, Math.Max(1, (int)(active / s_stretch)));
    }

    /// <summary>Parts of a whole as uniformly random cuts make them.</summary>
    private static double[] Cut(double whole, int parts, ref SeededRandom random)
    {
        var weights = new double[parts];
        for (var i = 0; i < parts; i++)
        {
            weights[i] = random.NextExponential();
        }

        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => whole * weight / sum);
    }
}
