namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node with the least left, by the larger of the shares of memory and CPU. Keeps whole nodes free for large slots;
/// loses where slots of one kind, crowded on one node, disturb each other.
/// </summary>
public sealed class BestFitPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "best-fit";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.TightestFirst,
        ScoresFreeAlone = true,
    };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => fit.Left;
}
