using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>How fast requests come now.</summary>
internal static class ArrivalRate
{
    /// <summary>
    /// What came within a shorter time counts as spread over this: a burst is no rate, and ten seconds of short calls
    /// are work for few slots.
    /// </summary>
    private const double ShortestSeconds = 10;

    /// <summary>Requests per second: over the running minute, or over the last one where that is more.</summary>
    public static double PerSecond(in PoolSnapshot pool)
    {
        // 120 in the last minute, 30 in the first 5 s of this one: max(120 / 60, 30 / 10) = 3 a second.
        Span<double> arrivals = stackalloc double[2];
        var minutes = pool.Statistics.Minutes.CopyArrivals(arrivals, pool.Now);
        if (minutes == 0)
        {
            return 0;
        }

        var elapsed = (double)(pool.Now.UtcTicks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        var running = arrivals[minutes - 1] / Math.Max(elapsed, ShortestSeconds);
        return minutes == 1 ? running : Math.Max(arrivals[0] / 60, running);
    }
}
