namespace OrleansScaler.Scheduling.Pools;

/// <summary>Names one request, chosen by the caller; repeats of the same id are the same request.</summary>
/// <param name="Value">The id as the caller spells it.</param>
public readonly record struct RequestId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
