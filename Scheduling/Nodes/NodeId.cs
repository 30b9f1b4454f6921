namespace OrleansScaler.Scheduling.Nodes;

/// <summary>Names one node. Ids are compared by their UTF-16 units; equal choices go to the lowest.</summary>
/// <param name="Value">As whoever offers the node spells it (2020's wire: <c>NodeDesc.id</c>).</param>
public readonly record struct NodeId(string Value) : IComparable<NodeId>
{
    /// <summary>Whether one id comes before another.</summary>
    public static bool operator <(NodeId one, NodeId other) => one.CompareTo(other) < 0;

    /// <summary>Whether one id comes after another.</summary>
    public static bool operator >(NodeId one, NodeId other) => one.CompareTo(other) > 0;

    /// <summary>Whether one id does not come after another.</summary>
    public static bool operator <=(NodeId one, NodeId other) => one.CompareTo(other) <= 0;

    /// <summary>Whether one id does not come before another.</summary>
    public static bool operator >=(NodeId one, NodeId other) => one.CompareTo(other) >= 0;

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
