namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// The last 200 gaps between arrivals. Everything it says is exact over those: sums are kept in whole ticks, so that
/// adding and dropping a million gaps leaves no rounding behind.
/// </summary>
/// <remarks>No memory before the first gap, 1.6 kB with 200. Results are seconds, NaN while there is no gap.</remarks>
public sealed class GapWindow
{
    /// <summary>Gaps kept: as many as the two-cluster rule of <c>periodic</c> looks at.</summary>
    public const int Capacity = 200;

    // 200 gaps of ten years: 200 · Σ ticks² is 4 · 10^35, below the 1.7 · 10^38 of the sum's type.
    private static readonly long s_longestTicks = TimeSpan.FromDays(3_650).Ticks;

    private BoundedRing<long> _gaps = new(Capacity);
    private Int128 _sumOfSquares;
    private long _sum;

    /// <summary>How many gaps are kept.</summary>
    public int Count => _gaps.Count;

    /// <summary>A gap in seconds by age: 0 is the oldest kept.</summary>
    /// <param name="index">From 0 to one less than <see cref="Count"/>.</param>
    public double this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return ToSeconds(_gaps[index]);
        }
    }

    /// <summary>Mean gap in seconds.</summary>
    public double Mean => Count == 0 ? double.NaN : ToSeconds(_sum) / Count;

    /// <summary>Deviation, with the squares divided by the number of gaps; 0 for a single gap.</summary>
    public double StandardDeviation
    {
        get
        {
            // n · Σx² − (Σx)² is a whole number here, so that equal gaps deviate by 0 and not by a rounding error.
            var scaled = (Count * _sumOfSquares) - ((Int128)_sum * _sum);
            return Count == 0 ? double.NaN : Math.Sqrt((double)scaled) / Count / TimeSpan.TicksPerSecond;
        }
    }

    /// <summary>
    /// Deviation over mean: 0 for a clock, 1 for Poisson arrivals. A single gap is 0 too, so look at
    /// <see cref="Count"/> first; NaN when all gaps are 0.
    /// </summary>
    public double CoefficientOfVariation => StandardDeviation / Mean;

    /// <summary>The middle gap, or the mean of the middle two. Costs as <see cref="Quantile"/> does.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Adds the newest gap and forgets the oldest of more than 200, in constant time.</summary>
    /// <param name="gap">Below 0 counts as 0, above ten years as ten years.</param>
    public void Add(TimeSpan gap)
    {
        if (_gaps.IsFull)
        {
            var oldest = _gaps.RemoveFirst();
            _sum -= oldest;
            _sumOfSquares -= (Int128)oldest * oldest;
        }

        var ticks = Math.Clamp(gap.Ticks, 0, s_longestTicks);
        _gaps.Add(ticks);
        _sum += ticks;
        _sumOfSquares += (Int128)ticks * ticks;
    }

    /// <summary>
    /// The quantile of the kept gaps, on the straight line between the two nearest. Sorts a copy: a few µs for 200, no
    /// allocation; so ask once a decision, not once a comparison.
    /// </summary>
    /// <param name="q">From 0, the shortest, to 1, the longest.</param>
    public double Quantile(double q)
    {
        Ranges.ThrowUnlessShare(q);
        if (Count == 0)
        {
            return double.NaN;
        }

        Span<double> sorted = stackalloc double[Count];
        CopyTo(sorted);
        sorted.Sort();
        var place = q * (Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Copies the newest gaps in seconds, oldest of them first, as many as fit.</summary>
    /// <param name="destination">Filled from its start.</param>
    /// <returns>How many were written.</returns>
    public int CopyTo(Span<double> destination)
    {
        var written = Math.Min(Count, destination.Length);
        for (var index = 0; index < written; index++)
        {
            destination[index] = ToSeconds(_gaps[Count - written + index]);
        }

        return written;
    }

    private static double ToSeconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
}
