namespace OrleansScaler.Scheduling.Statistics;

/// <summary>
/// How long a function stays idle, in bins of one minute over four hours, as the hybrid histogram policy uses it
/// (Shahrad et al., "Serverless in the Wild", USENIX ATC 2020, section 4.2).
/// </summary>
/// <remarks>
/// Counts are exact; an idle time is known to its minute. No memory before the first, 4 bytes a bin up to the longest
/// seen, 1 kB at most. A bin stops counting at four billion.
/// </remarks>
public sealed class IdleHistogram
{
    /// <summary>Bins of one minute: four hours.</summary>
    public const int Bins = 240;

    private const int SmallestLength = 8;

    private uint[] _counts = [];
    private long _inRange;
    private double _sumOfSquares;

    /// <summary>Idle times recorded, those out of range included.</summary>
    public long Count => _inRange + OutOfRange;

    /// <summary>Idle times of four hours and more.</summary>
    public long OutOfRange { get; private set; }

    /// <summary>Part of all idle times that is out of range, 0 to 1; 0 while there is none.</summary>
    public double OutOfRangeShare => Count == 0 ? 0 : (double)OutOfRange / Count;

    /// <summary>
    /// Deviation over mean of the 240 bin counts: 0 when all bins are equally full (the histogram says nothing),
    /// √239 ≈ 15.5 when all is in one. NaN while nothing is in range.
    /// </summary>
    /// <remarks>
    /// With n in range: mean = n/240 and deviation² = Σc²/240 − mean², so CV² = 240·Σc²/n² − 1. The counts are whole
    /// numbers, so keeping Σc² is as incremental as the paper's running variance and has no rounding to drift.
    /// </remarks>
    public double CoefficientOfVariationOfCounts =>
        _inRange == 0 ? double.NaN : Math.Sqrt(Math.Max(0, (Bins * _sumOfSquares / _inRange / _inRange) - 1));

    /// <summary>Records one idle time, in constant time.</summary>
    /// <param name="idle">Below 0 counts as 0.</param>
    public void Add(TimeSpan idle)
    {
        var minute = Math.Max(0, idle.Ticks) / TimeSpan.TicksPerMinute;
        if (minute >= Bins)
        {
            OutOfRange++;
            return;
        }

        ref var count = ref BinOf((int)minute);
        if (count == uint.MaxValue)
        {
            return;
        }

        _sumOfSquares += (2.0 * count) + 1;
        count++;
        _inRange++;
    }

    /// <summary>
    /// A percentile of the idle times in range, by nearest rank, to the minute. Walks the bins: at most 240 steps.
    /// </summary>
    /// <param name="percent">From 0 to 100.</param>
    /// <param name="roundUp">The end of its bin, for a tail; otherwise the start, for a head.</param>
    /// <returns>Minutes; null while nothing is in range.</returns>
    public int? Percentile(double percent, bool roundUp)
    {
        Ranges.ThrowUnlessPercent(percent);
        if (_inRange == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(percent * _inRange / 100));
        var bin = 0;
        for (var seen = (long)_counts[0]; seen < rank; seen += _counts[bin])
        {
            bin++;
        }

        return roundUp ? bin + 1 : bin;
    }

    private ref uint BinOf(int minute)
    {
        if (minute >= _counts.Length)
        {
            var length = Math.Max(SmallestLength, _counts.Length);
            while (length <= minute)
            {
                length *= 2;
            }

            Array.Resize(ref _counts, Math.Min(length, Bins));
        }

        return ref _counts[minute];
    }
}
