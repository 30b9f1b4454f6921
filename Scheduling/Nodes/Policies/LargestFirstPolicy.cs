namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// Another policy, that is given batches sorted by size, largest slot first: small ones fill the gaps that large ones
/// leave. With first-fit it is the classical first-fit decreasing. One slot at a time it is the other policy; loses
/// nothing but the sort.
/// </summary>
/// <param name="inner">The policy that chooses.</param>
public sealed class LargestFirstPolicy(IPlacementPolicy inner) : IPlacementPolicy
{
    /// <summary>How it is called before the slash.</summary>
    public const string TheName = "ffd";

    /// <inheritdoc/>
    public string Name { get; } = inner is FirstFitPolicy ? TheName : $"{TheName}/{inner.Name}";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = inner.Traits with { SortsBatches = true };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit) => inner.Score(fit);
}
