namespace OrleansScaler.Scheduling.Nodes;

/// <summary>
/// The guard of nodes that are packed by measured use. What slots use beside one another is a sum; its spread is the
/// root of the sum of their variances, so many small slots need less guard each than one.
/// </summary>
/// <remarks>
/// Sixteen slots of p95 100 MB with a deviation of 10 MB: used 1,600 MB, guard 2 · √(16 · 100) = 80 MB.
/// </remarks>
public static class LearnedUse
{
    /// <summary>
    /// Deviations that are held back: a normal sum exceeds its mean by 2 of them in 2.3 % of the time.
    /// </summary>
    public const double Deviations = 2;

    /// <summary>What to hold back.</summary>
    /// <param name="variance">Sum of the variances, in MB² and millicores².</param>
    public static Resources GuardOf(Resources variance) => variance == Resources.Zero
        ? Resources.Zero
        : new(
            Deviations * Math.Sqrt(variance.MemoryMegabytes), Deviations * Math.Sqrt(variance.CpuMillicores));
}
