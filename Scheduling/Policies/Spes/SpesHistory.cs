using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>What the classes look at: the last 200 gaps and the last two hours, taken once a classification.</summary>
internal sealed class SpesHistory
{
    private readonly double[] _gapMinutes;
    private readonly double[] _waits;

    public SpesHistory(FunctionStatistics statistics, DateTimeOffset now, bool isTold)
    {
        _gapMinutes = new double[statistics.Gaps.Count];
        statistics.Gaps.CopyTo(_gapMinutes);
        for (var i = 0; i < _gapMinutes.Length; i++)
        {
            _gapMinutes[i] /= 60;
        }

        _waits = Array.FindAll(_gapMinutes, gap => gap >= SpesFigures.WaitMinutes);
        Array.Sort(_waits);
        IsTold = isTold;
        WarmMinutes = CountWarm(statistics.Minutes, now);
    }

    /// <summary>Whether another function announced this one.</summary>
    public bool IsTold { get; }

    /// <summary>The last minutes before this one that had a request, without a pause.</summary>
    public int WarmMinutes { get; }

    /// <summary>Waits in minutes, shortest first.</summary>
    public ReadOnlySpan<double> Waits => _waits;

    /// <summary>Gaps in minutes, oldest first.</summary>
    public ReadOnlySpan<double> Gaps => _gapMinutes;

    public bool HasFewWaits => _waits.Length <= SpesFigures.FewWaits;

    /// <summary>A quantile of the waits in minutes, by nearest rank; there must be one.</summary>
    public double Wait(double q) => _waits[Math.Max(0, (int)Math.Ceiling(q * _waits.Length) - 1)];

    /// <summary>Waits to the nearest minute and how often each came: frequent first, of equals the shorter.</summary>
    public List<(int Minutes, int Count)> Values()
    {
        var values = new List<(int Minutes, int Count)>();
        foreach (var wait in _waits)
        {
            var minutes = (int)Math.Min(int.MaxValue, Math.Round(wait, MidpointRounding.AwayFromZero));
            if (values.Count > 0 && values[^1].Minutes == minutes)
            {
                values[^1] = (minutes, values[^1].Count + 1);
            }
            else
            {
                values.Add((minutes, 1));
            }
        }

        values.Sort((one, other) =>
            one.Count != other.Count ? other.Count - one.Count : one.Minutes.CompareTo(other.Minutes));
        return values;
    }

    private static int CountWarm(MinuteSeries minutes, DateTimeOffset now)
    {
        Span<double> peaks = stackalloc double[MinuteSeries.Capacity];
        var last = minutes.CopyPeaks(peaks, now) - 2;
        var warm = 0;
        while (warm <= last && peaks[last - warm] > 0)
        {
            warm++;
        }

        return warm;
    }
}
