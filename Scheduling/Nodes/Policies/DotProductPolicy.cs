namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node whose free memory and CPU point most where the need does: the largest sum of need times free (Tetris,
/// SIGCOMM 2014). Slots that need memory go where memory is free; like worst-fit it prefers empty nodes, and so loses
/// where few nodes are to be used.
/// </summary>
public sealed class DotProductPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "dot-product";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new()
    {
        Order = SearchOrder.LoosestFirst,
        ScoresFreeAlone = true,
    };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit)
    {
        var (memoryNeed, cpuNeed) = fit.ShareOf(fit.Need);
        var (memoryFree, cpuFree) = fit.ShareOf(fit.Free);
        return -((memoryNeed * memoryFree) + (cpuNeed * cpuFree));
    }
}
