namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>The policy that a name stands for, or what is wrong with the name.</summary>
/// <param name="Policy">The policy; null when the name cannot be used.</param>
/// <param name="Problem">One sentence; null when it can.</param>
public readonly record struct PlacementLookup(IPlacementPolicy? Policy, string? Problem)
{
    /// <summary>The policy.</summary>
    /// <exception cref="ArgumentException">The name cannot be used; the message says why.</exception>
    public IPlacementPolicy Required => Policy ?? throw new ArgumentException(Problem);
}
