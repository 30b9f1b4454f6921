namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node with the most left, by the larger of the shares of memory and CPU. Evens the load out; loses where nodes
/// cost money, and where a large slot comes later and finds every node begun.
/// </summary>
public sealed class WorstFitPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "worst-fit";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.LoosestFirst,
        ScoresFreeAlone = true,
    };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => -fit.Left;
}
