namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node with the lowest id that has room. Keeps the same nodes full and leaves the last ones empty; loses where
/// the first nodes are left with pieces that nothing fits in.
/// </summary>
public sealed class FirstFitPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "first-fit";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.LowestId,
        ScoresFreeAlone = true,
    };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => 0;
}
