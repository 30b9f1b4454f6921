namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>Nodes with nearly the same free memory and CPU.</summary>
internal sealed class GridCell(int capacity)
{
    public NodeSet Nodes { get; } = new(capacity);

    /// <summary>
    /// At least the most free memory and the most free CPU of any node here. Too high after nodes have left; put right
    /// when a search finds nothing, so that the next one need not look.
    /// </summary>
    public Resources Most { get; set; }
}
