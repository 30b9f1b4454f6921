namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// Names one slot, chosen by us before the platform knows of it: it is also the request id of the create, so that a
/// repeated create can mean the same slot, and the name of the instance that Init puts into it.
/// </summary>
/// <param name="Value">Unique over all functions and restarts.</param>
public readonly record struct SlotId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
