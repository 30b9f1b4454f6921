namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node with the least left by the sum of squares of what stays free of memory and CPU (norm-based greedy of
/// Panigrahy and others, 2011). Weighs both kinds of waste where best-fit sees the larger; loses where it does.
/// </summary>
public sealed class L2Policy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "l2";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.TightestFirst,
        ScoresFreeAlone = true,
    };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => (fit.MemoryLeft * fit.MemoryLeft) + (fit.CpuLeft * fit.CpuLeft);
}
