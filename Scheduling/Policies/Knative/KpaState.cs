namespace OrleansScaler.Scheduling.Policies.Knative;

/// <summary>What <see cref="Kpa"/> remembers of a function.</summary>
public sealed record KpaState : PolicyState
{
    /// <summary>Before the first tick.</summary>
    public static KpaState Initial { get; } = new();

    /// <summary>Before this the scale is not worked out again, except from zero.</summary>
    public DateTimeOffset NextTick { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Slots wanted since the last tick.</summary>
    public int Desired { get; init; }

    /// <summary>When the panic was last renewed; null in calm.</summary>
    public DateTimeOffset? PanicAt { get; init; }

    /// <summary>Most slots wanted during the panic.</summary>
    public int PanicMaximum { get; init; }

    /// <summary>
    /// Whether the last tick saw no use and changed nothing, so that no further one will: slots that the pool keeps for
    /// reasons of its own would else be counted for ever.
    /// </summary>
    public bool IsSettled { get; init; }

    /// <summary>Since when nothing is wanted; null while something is.</summary>
    public DateTimeOffset? ZeroSince { get; init; }

    /// <summary>
    /// Requests that would find room beyond the burst to be ready for; below 0 Knative puts its queue (the activator)
    /// into the path. Here every request passes the pool's queue anyway, so the figure only informs.
    /// </summary>
    public double ExcessBurst { get; init; }
}
