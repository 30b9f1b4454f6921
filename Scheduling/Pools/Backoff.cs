namespace OrleansScaler.Scheduling.Pools;

/// <summary>Pauses that double: base, 2·base, 4·base … up to a maximum. No jitter: one pool retries alone.</summary>
public static class Backoff
{
    /// <summary>The doubling stops here, before a shift could overflow; the maximum is reached long before.</summary>
    private const int MaximumDoublings = 20;

    /// <summary>The pause after the n-th failure in a row.</summary>
    /// <param name="failures">Failures so far, at least 1.</param>
    /// <param name="first">Pause after the first.</param>
    /// <param name="maximum">Longest pause.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan maximum)
    {
        var doublings = Math.Clamp(failures - 1, 0, MaximumDoublings);
        var pause = first * (1L << doublings);
        return pause < maximum ? pause : maximum;
    }
}
