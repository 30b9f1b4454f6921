using System.Globalization;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Names one order of a node at the resource manager; never used twice by one fleet.</summary>
/// <param name="Value">Counts up from 1.</param>
public readonly record struct OrderId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
