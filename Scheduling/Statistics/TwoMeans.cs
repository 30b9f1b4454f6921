namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// Numbers cut in two so that the squared distances to the two means are smallest: k-means for k = 2 on a line, exact
/// and without a random start, because on a line the best clusters are a head and a tail of the sorted numbers.
/// </summary>
/// <param name="Lower">The smaller numbers.</param>
/// <param name="Upper">The larger numbers.</param>
public readonly record struct TwoMeans(TwoMeansCluster Lower, TwoMeansCluster Upper)
{
    private const int StackLimit = 256;

    /// <summary>Halfway between the means: what is below is nearer to the lower ones.</summary>
    public double Split => (Lower.Mean + Upper.Mean) / 2;

    /// <summary>Cuts numbers in two. Sorts a copy: O(n log n), without allocation up to 256 numbers.</summary>
    /// <param name="values">Finite, in any order. Equal numbers stay together; of equally good cuts the first.</param>
    /// <returns>Null where there are not two different numbers to cut between.</returns>
    public static TwoMeans? Of(ReadOnlySpan<double> values)
    {
        var sorted = values.Length <= StackLimit ? stackalloc double[values.Length] : new double[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        if (sorted.Length < 2 || !(sorted[0] < sorted[^1]))
        {
            return null;
        }

        var cut = BestCut(sorted);
        return new TwoMeans(TwoMeansCluster.Of(sorted[..cut]), TwoMeansCluster.Of(sorted[cut..]));
    }

    /// <summary>How many of the sorted numbers go to the lower cluster.</summary>
    private static int BestCut(ReadOnlySpan<double> sorted)
    {
        // Σ(x − mean)² over both is Σx² − H²/h − T²/t with H, T the sums of head and tail: the most of the last two is
        // best. From the overall mean H + T = 0, so that is H²·(1/h + 1/t), without the loss of large equal terms.
        var mean = TwoMeansCluster.Of(sorted).Mean;
        var (head, best, cut) = (0.0, double.NegativeInfinity, 0);
        for (var count = 1; count < sorted.Length; count++)
        {
            head += sorted[count - 1] - mean;
            var gain = head * head * ((1.0 / count) + (1.0 / (sorted.Length - count)));
            if (gain > best && sorted[count - 1] < sorted[count])
            {
                (best, cut) = (gain, count);
            }
        }

        return cut;
    }
}
