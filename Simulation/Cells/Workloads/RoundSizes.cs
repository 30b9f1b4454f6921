using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>How many calls each round has.</summary>
internal static class RoundSizes
{
    /// <summary>A gap below this share of the mean gap is none: the round before it came in two parts.</summary>
    private const double SplitShare = 0.1;

    /// <summary>
    /// Sizes from 1 to the greatest, which occurs, with exactly the row's calls in sum: the distribution's values in
    /// equal steps, rounded; what is then missing or too much goes to or from the largest that can bear it. Two rounds
    /// with next to no gap are halves of one: the table has 2,340 calls of f9 in 118 rounds of at most 20, which is 117
    /// times 20, and its gaps of 9 s have a least of 0.2 s.
    /// </summary>
    /// <param name="row">The function.</param>
    /// <param name="times">When the rounds begin.</param>
    /// <param name="random">Draws their order.</param>
    public static int[] Draw(CellFigures row, TimeSpan[] times, ref SeededRandom random)
    {
        var most = row.CallsPerRoundMaximum;
        var sizes = new int[row.Rounds];
        var split = Splits(row, times);
        var halves = 2 * split.Count;
        var whole = new int[Math.Max(0, sizes.Length - halves)];
        var calls = row.Calls - (split.Count * most);
        if (most < 2 || whole.Length == 0 || calls < whole.Length || calls > (long)whole.Length * most)
        {
            (split, whole, calls) = ([], sizes, row.Calls);
        }

        Fill(whole, calls, most, ref random);
        var next = 0;
        for (var round = 0; round < sizes.Length; round++)
        {
            if (split.Contains(round))
            {
                (sizes[round], sizes[round + 1]) = (most - (most / 2), most / 2);
                round++;
                continue;
            }

            sizes[round] = whole[next++];
        }

        return sizes;
    }

    /// <summary>The rounds that are first halves, in order.</summary>
    private static List<int> Splits(CellFigures row, TimeSpan[] times)
    {
        var split = new List<int>();
        for (var round = 0; round + 1 < times.Length; round++)
        {
            if ((times[round + 1] - times[round]).TotalMilliseconds < SplitShare * row.GapMs.Mean)
            {
                split.Add(round++);
            }
        }

        return split;
    }

    private static void Fill(int[] sizes, int calls, int most, ref SeededRandom random)
    {
        var spread = new FigureSpread(1, (double)calls / sizes.Length, most);
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = (int)Math.Round(spread.AtShare((i + 0.5) / sizes.Length));
        }

        sizes[^1] = most;
        Correct(sizes, calls - sizes.Sum(), most);
        FigureSpread.Shuffle<int>(sizes, ref random);
    }

    private static void Correct(int[] sizes, int missing, int most)
    {
        var step = Math.Sign(missing);
        while (missing != 0)
        {
            for (var i = sizes.Length - 1; i >= 0 && missing != 0; i--)
            {
                var size = sizes[i] + step;
                if (size >= 1 && size <= most && (i < sizes.Length - 1 || AllOnes(sizes)))
                {
                    sizes[i] = size;
                    missing -= step;
                }
            }
        }
    }

    /// <summary>Only then may the largest give something away.</summary>
    private static bool AllOnes(int[] sizes) => sizes.AsSpan(0, sizes.Length - 1).IndexOfAnyExcept(1) < 0;
}
