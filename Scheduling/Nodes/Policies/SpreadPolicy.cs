namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node with the fewest slots of the function; of equal ones that with the most free by measured use. The best
/// entries of the 2020 contest did so: a burst of one function meets many CPUs. Loses where nodes cost more than waits.
/// </summary>
public sealed class SpreadPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "spread";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.LoosestFirst,
        Preference = Preference.FewestOfFunction,
    };

    /// <summary>
    /// Without measured use, what is reserved stands in for it; the scarcer of memory and CPU counts.
    /// </summary>
    public double Score(in PlacementFit fit)
    {
        var free = fit.Node is { MeasuredUse: { } used } node ? node.Offered - used : fit.Free;
        var (memory, cpu) = fit.ShareOf(free);
        return -Math.Min(memory, cpu);
    }
}
