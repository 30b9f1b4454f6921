namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>What slots of a function were seen to use.</summary>
/// <param name="Usual">What nearly none exceeds: the 95th percentile, or the mean of past peaks.</param>
/// <param name="Variance">How much the use of one slot is spread, in MB² and millicores²; zero when unknown.</param>
public readonly record struct MeasuredNeed(Resources Usual, Resources Variance)
{
    /// <summary>Whether all four are numbers from 0 to 2^30.</summary>
    internal bool IsSensible => Usual.IsSensible && Variance.IsSensible;
}
