namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// A node that has the image or code, and of those the tightest; where none has it, the tightest of all. Saves the
/// fetch; loses where a popular image crowds one node and fetching is quick.
/// </summary>
public sealed class LocalityPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "locality";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.TightestFirst,
        Preference = Preference.ImagePresent,
        ScoresFreeAlone = true,
    };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => fit.Left;
}
