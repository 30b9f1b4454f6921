using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>A slot and a node that it fits on, as a policy sees them. Shares are of the largest node here.</summary>
public readonly struct PlacementFit
{
    private readonly PlacementQuestion _question;

    internal PlacementFit(PlacementQuestion question, Resources free, Node? node) =>
        (_question, Free, Node) = (question, free, node);

    /// <summary>What is free on the node before the slot.</summary>
    public Resources Free { get; }

    /// <summary>
    /// The node. Null when the search asks how good nodes with that much free could be, which it asks only of policies
    /// that look at nothing else.
    /// </summary>
    public Node? Node { get; }

    /// <summary>What is asked for.</summary>
    public PlacementRequest Request => _question.Request;

    /// <summary>What the slot takes, its sidecar included.</summary>
    public Resources Need => _question.Need;

    /// <summary>When it is asked for.</summary>
    public DateTimeOffset Now => _question.Now;

    /// <summary>Share of memory that stays free after the slot.</summary>
    public double MemoryLeft => (Free.MemoryMegabytes - Need.MemoryMegabytes) * _question.Share.MemoryMegabytes;

    /// <summary>Share of CPU that stays free after the slot.</summary>
    public double CpuLeft => (Free.CpuMillicores - Need.CpuMillicores) * _question.Share.CpuMillicores;

    /// <summary>Whether memory is used up more than CPU, over all nodes that take slots.</summary>
    public bool IsMemoryScarcer => _question.IsMemoryScarcer;

    /// <summary>The larger of the two: what best-fit makes small and worst-fit large.</summary>
    public double Left => Math.Max(MemoryLeft, CpuLeft);

    /// <summary>An amount as shares of the largest node.</summary>
    /// <param name="amount">The amount.</param>
    public Resources ShareOf(Resources amount) => new(
        amount.MemoryMegabytes * _question.Share.MemoryMegabytes, amount.CpuMillicores * _question.Share.CpuMillicores);
}
