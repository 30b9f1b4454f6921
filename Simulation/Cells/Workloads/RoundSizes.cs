using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>How many calls each round has.</summary>
internal static class RoundSizes
{
    /// <summary>
    /// Sizes from 1 to the greatest, which occurs, with exactly the row's calls in sum: the distribution's values in
    /// equal steps, rounded; what is then missing or too much goes to or from the largest that can bear it.
    /// </summary>
    public static int[] Draw(CellFigures row, ref SeededRandom random)
    {
        var most = row.CallsPerRoundMaximum;
        var spread = new FigureSpread(1, (double)row.Calls / row.Rounds, most);
        var sizes = new int[row.Rounds];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = (int)Math.Round(spread.AtShare((i + 0.5) / sizes.Length));
        }

        sizes[^1] = most;
        Correct(sizes, row.Calls - sizes.Sum(), most);
        FigureSpread.Shuffle<int>(sizes, ref random);
        return sizes;
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
