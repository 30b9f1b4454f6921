namespace OrleansScaler.Scheduling.Policies.Selection;

/// <summary>
/// The idle slot that was used last; when none is idle, the busy one with the fewest requests. A burst meets as many
/// CPU quotas as there are slots; loses where idle slots are dear, since it keeps all of them in use.
/// </summary>
public sealed class IdleFirst : ISelectionPolicy
{
    private IdleFirst()
    {
    }

    /// <summary>The policy.</summary>
    public static IdleFirst Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "idle-first";

    /// <inheritdoc/>
    public bool PrefersIdle => true;
}
