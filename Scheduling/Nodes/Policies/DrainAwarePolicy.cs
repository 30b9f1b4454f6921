namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// The node whose life the slot prolongs least, so that whole nodes become empty sooner; of equal ones the tightest.
/// Where nobody foretells how long slots stand, a node with more slots counts as emptying later. After lifetime-aware
/// packing in Google's fleet (LAVA, 2024); loses where what is foretold is wrong.
/// </summary>
/// <remarks>
/// Looks at the tightest nodes only, 64 of them. A slot for 5 min, nodes that empty in 2 and in 9 min: 3 min are added
/// to the one and none to the other.
/// </remarks>
public sealed class DrainAwarePolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => "drain-aware";

    /// <inheritdoc/>
    public PlacementTraits Traits { get; } = new() { Order = SearchOrder.TightestFirst };

    /// <inheritdoc/>
    public double Score(in PlacementFit fit)
    {
        var node = fit.Node!;
        if (fit.Request.ExpectedFor is not { } expected)
        {
            // Tightness is at most 1: it decides only between nodes with as many slots.
            return fit.Left - (2.0 * (node.Slots + node.StartingCreates));
        }

        var stands = node.EmptiesAt is { } end && end > fit.Now ? end - fit.Now : TimeSpan.Zero;
        var prolonged = expected > stands ? expected - stands : TimeSpan.Zero;

        // Tightness counts for less than a second.
        return Math.Ceiling(prolonged.TotalSeconds) + (fit.Left / 2);
    }
}
