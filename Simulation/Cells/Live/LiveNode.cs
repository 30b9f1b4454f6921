using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>A node from its reservation to its release. Only the clock's turns change it.</summary>
/// <param name="machine">The node itself.</param>
/// <param name="reservedAt">When it was lent.</param>
internal sealed class LiveNode(CellNode machine, DateTimeOffset reservedAt)
{
    public CellNode Machine => machine;

    public NodeId Id => machine.Id;

    public DateTimeOffset ReservedAt => reservedAt;

    /// <summary>Who said that the node is theirs; empty when nobody did.</summary>
    public string Owner { get; set; } = "";

    /// <summary>What stands on it, in the order of ids.</summary>
    public SortedDictionary<string, LiveContainer> Containers { get; } = new(StringComparer.Ordinal);
}
