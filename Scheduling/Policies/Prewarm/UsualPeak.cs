using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>How many requests a function usually has at once when it is called at all.</summary>
internal static class UsualPeak
{
    /// <summary>
    /// The lower median of the peaks of those minutes of the last two hours in which it was called. One crowded minute
    /// does not raise it. Copies and sorts at most 120 numbers: not for every event.
    /// </summary>
    /// <returns>At least 1.</returns>
    public static int Of(MinuteSeries minutes)
    {
        Span<double> peaks = stackalloc double[MinuteSeries.Capacity];
        Span<double> arrivals = stackalloc double[MinuteSeries.Capacity];
        var known = minutes.CopyPeaks(peaks);
        minutes.CopyArrivals(arrivals);
        var busy = 0;
        for (var i = 0; i < known; i++)
        {
            if (arrivals[i] > 0)
            {
                peaks[busy++] = peaks[i];
            }
        }

        peaks[..busy].Sort();
        return busy == 0 ? 1 : Math.Max(1, (int)peaks[(busy - 1) / 2]);
    }
}
