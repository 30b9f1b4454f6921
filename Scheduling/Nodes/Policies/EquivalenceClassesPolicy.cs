namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// Another policy, whose ranking is used again for slots of the same shape until the nodes in it change (Protean, OSDI
/// 2020). Saves the search; loses where a node that became better is not in the ranking yet.
/// </summary>
/// <param name="inner">The policy that ranks.</param>
public sealed class EquivalenceClassesPolicy(IPlacementPolicy inner) : IPlacementPolicy
{
    /// <summary>How it is called before the slash.</summary>
    public const string TheName = "equivalence-classes";

    /// <inheritdoc/>
    public string Name { get; } = $"{TheName}/{inner.Name}";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = inner.Traits with { ReusesRankings = true };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => inner.Score(fit);
}
