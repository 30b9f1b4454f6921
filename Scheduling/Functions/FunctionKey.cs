namespace OrleansScaler.Scheduling.Functions;

/// <summary>
/// Names one function. At most <see cref="MaximumBytes"/> bytes of UTF-8 and never empty; whoever takes keys from
/// outside checks that before it makes one.
/// </summary>
/// <param name="Value">The key as the platform spells it (wire: <c>Meta.key</c>).</param>
public readonly record struct FunctionKey(string Value)
{
    /// <summary>Longest key accepted, in bytes of UTF-8: keys go into every grain key, log and store row.</summary>
    public const int MaximumBytes = 512;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
