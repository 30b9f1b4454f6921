namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>
/// Chooses between nodes that a slot fits on: the one with the lowest score, of equal ones that with the lowest id. It
/// has no memory; one object serves every ledger. Whether a node may be chosen at all is not its concern.
/// </summary>
public interface IPlacementPolicy
{
    /// <summary>Its name, as options and records spell it.</summary>
    string Name { get; }

    /// <summary>How its best node is found.</summary>
    PlacementTraits Traits { get; }

    /// <summary>How bad a node would be; never NaN.</summary>
    /// <param name="fit">The slot, and the node that it fits on.</param>
    double Score(in PlacementFit fit);
}
