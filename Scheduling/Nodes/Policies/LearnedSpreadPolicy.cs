namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node with the fewest slots of the function, then that with the most free, when slots are charged with what they
/// were seen to use: a burst of one function meets many CPUs, and yet no more nodes are in use than the measured load
/// needs. Loses where nodes are so few that every function stands on all of them: then it is <c>learned-use</c>.
/// </summary>
public sealed class LearnedSpreadPolicy : IPlacementPolicy
{
    /// <summary>Its name.</summary>
    public const string TheName = "learned-spread";

    /// <inheritdoc/>
    public string Name => TheName;

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.LoosestFirst,
        Preference = Preference.FewestOfFunction,
        ChargesMeasured = true,
    };

    /// <summary>The scarcer of memory and CPU counts, and most free goes first.</summary>
    public double Score(in PlacementFit fit)
    {
        var (memory, cpu) = fit.ShareOf(fit.Free);
        return -Math.Min(memory, cpu);
    }
}
