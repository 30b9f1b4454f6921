namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// Best fit that minds what it strands: of memory and CPU, the kind that is used up more over all nodes decides how
/// many nodes there must be, so room of that kind left without the other beside it counts thrice more. Fewest nodes
/// where slots come one by one; costs a longer search, and is best fit where neither kind is scarce.
/// </summary>
/// <remarks>
/// Memory is used to 80 %, CPU to 76 %. A fit that leaves 30 % of memory and 10 % of CPU scores 0.3 + 3 · (0.3 − 0.1)
/// = 0.9, one that leaves 10 % and 30 % scores 0.3: the second strands what is plentiful.
/// </remarks>
public sealed class ScarceFitPolicy : IPlacementPolicy
{
    /// <summary>Its name.</summary>
    public const string TheName = "scarce-fit";

    /// <summary>
    /// What stranded room weighs beside room left: of 0.5 to 5, with 2,000 slots one by one, 2 and 3 need the fewest
    /// nodes.
    /// </summary>
    private const double Weight = 3;

    /// <inheritdoc/>
    public string Name => TheName;

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.TightestFirst,
        ScoresFreeAlone = true,
    };

    /// <summary>
    /// For a range of nodes, which are asked for by their least room, what is stranded is not known and may be nothing:
    /// then what is left alone is the bound.
    /// </summary>
    public double Score(in PlacementFit fit)
    {
        if (fit.Node is null)
        {
            return fit.Left;
        }

        var stranded = fit.MemoryLeft - fit.CpuLeft;
        return fit.Left + (Weight * Math.Max(0, fit.IsMemoryScarcer ? stranded : -stranded));
    }
}
