namespace OrleansScaler.Scheduling.Statistics;

/// <summary>One of the two clusters of <see cref="TwoMeans"/>.</summary>
/// <param name="Count">How many numbers; at least one.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Mean">Their mean.</param>
public readonly record struct TwoMeansCluster(int Count, double Minimum, double Maximum, double Mean)
{
    internal static TwoMeansCluster Of(ReadOnlySpan<double> sorted)
    {
        var sum = 0.0;
        foreach (var value in sorted)
        {
            sum += value;
        }

        return new TwoMeansCluster(sorted.Length, sorted[0], sorted[^1], sum / sorted.Length);
    }
}
