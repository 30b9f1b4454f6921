namespace OrleansScaler.Simulation.Bounds;

/// <summary>What rules known afterwards would have cost one function.</summary>
internal sealed class GapCosts
{
    /// <summary>
    /// Ends of windows, in seconds: 19 of them make 171 windows. The last is later than any trace's end.
    /// </summary>
    private static readonly double[] s_edges =
    [
        5, 10, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_200, 1_800, 3_600, 7_200, 1e9,
    ];

    private readonly IdleGaps _gaps;
    private readonly double _gigabytes;
    private readonly CostPrices _prices;
    private readonly double[] _sums;
    private readonly double[] _tailSums;

    public GapCosts(IdleGaps gaps, double gigabytes, CostPrices prices)
    {
        _gaps = gaps;
        _gigabytes = gigabytes;
        _prices = prices;
        _sums = PrefixSums(gaps.Gaps);
        _tailSums = PrefixSums(gaps.Tails);
    }

    /// <summary>Keeps over a gap when that is cheaper than a cold start; nothing after the last use.</summary>
    public CostBound KeepOrDrop()
    {
        var kept = CountUpTo(_gaps.Gaps, Ticks(_prices.ColdSeconds / (_gigabytes * _prices.IdlePrice)));
        return Cost(_gaps.FirstUses + _gaps.Gaps.Count - kept, _sums[kept]);
    }

    /// <summary>
    /// The best single keep-alive. Between two gaps more keep-alive only costs more, so it is one of the gaps, or none.
    /// </summary>
    public CostBound BestFixed()
    {
        var best = Fixed(0, 0);
        for (var warm = 1; warm <= _gaps.Gaps.Count; warm++)
        {
            // Equal gaps are warm together.
            var keep = _gaps.Gaps[warm - 1];
            if (warm < _gaps.Gaps.Count && _gaps.Gaps[warm] == keep)
            {
                continue;
            }

            var cost = Fixed(warm, keep);
            best = cost.Value < best.Value ? cost : best;
        }

        return best;
    }

    /// <summary>The best of the windows and of the fixed keep-alives, which are windows that begin at once.</summary>
    public CostBound BestWindow()
    {
        var best = BestFixed();
        for (var from = 0; from < s_edges.Length; from++)
        {
            for (var until = from + 1; until < s_edges.Length; until++)
            {
                var cost = Window(Ticks(s_edges[from]), Ticks(s_edges[until]));
                best = cost.Value < best.Value ? cost : best;
            }
        }

        return best;
    }

    private CostBound Fixed(int warm, long keep)
    {
        var idle = _sums[warm] + ((double)keep * (_gaps.Gaps.Count - warm)) + Clipped(_gaps.Tails, _tailSums, keep);
        return Cost(_gaps.FirstUses + _gaps.Gaps.Count - warm, idle);
    }

    /// <summary>Gone when idle, there again at <paramref name="from"/>, kept until <paramref name="until"/>.</summary>
    private CostBound Window(long from, long until)
    {
        var early = CountUpTo(_gaps.Gaps, from - 1);
        var inTime = CountUpTo(_gaps.Gaps, until);
        var idle = Clipped(_gaps.Gaps, _sums, until) - Clipped(_gaps.Gaps, _sums, from)
            + Clipped(_gaps.Tails, _tailSums, until) - Clipped(_gaps.Tails, _tailSums, from);
        return Cost(_gaps.FirstUses + early + _gaps.Gaps.Count - inTime, idle);
    }

    private CostBound Cost(long coldStarts, double idleTicks)
    {
        var idle = idleTicks / TimeSpan.TicksPerSecond * _gigabytes;
        return new CostBound(coldStarts, idle, (coldStarts * _prices.ColdSeconds) + (idle * _prices.IdlePrice));
    }

    /// <summary>The sum of lengths, each cut off at <paramref name="most"/>.</summary>
    private static double Clipped(IReadOnlyList<long> sorted, double[] sums, long most)
    {
        var whole = CountUpTo(sorted, most);
        return sums[whole] + ((double)most * (sorted.Count - whole));
    }

    private static int CountUpTo(IReadOnlyList<long> sorted, long most)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= most ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double[] PrefixSums(IReadOnlyList<long> values)
    {
        var sums = new double[values.Count + 1];
        for (var i = 0; i < values.Count; i++)
        {
            sums[i + 1] = sums[i] + values[i];
        }

        return sums;
    }

    private static long Ticks(double seconds) => (long)(Math.Min(seconds, 1e11) * TimeSpan.TicksPerSecond);
}
