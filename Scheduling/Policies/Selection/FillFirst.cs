namespace OrleansScaler.Scheduling.Policies.Selection;

/// <summary>
/// The busy slot that got room last, and an idle one only when no busy one has room. Fewest slots do the work, so the
/// others can be reclaimed; a burst of calls shares the CPU quota of few slots.
/// </summary>
public sealed class FillFirst : ISelectionPolicy
{
    private FillFirst()
    {
    }

    /// <summary>The policy.</summary>
    public static FillFirst Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "fill-first";

    /// <inheritdoc/>
    public bool PrefersIdle => false;
}
