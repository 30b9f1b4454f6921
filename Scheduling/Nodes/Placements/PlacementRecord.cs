using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>One of the last placements, and why it went where it went.</summary>
public readonly record struct PlacementRecord
{
    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose slot.</summary>
    public required FunctionKey Function { get; init; }

    /// <summary>What it takes, its sidecar included.</summary>
    public required Resources Need { get; init; }

    /// <summary>Which policy decided.</summary>
    public required string Policy { get; init; }

    /// <summary>Where it went; null when refused.</summary>
    public NodeId? Node { get; init; }

    /// <summary>Why it was refused.</summary>
    public PlacementRefusal Refusal { get; init; }

    /// <summary>The policy's score of the node; the lowest won.</summary>
    public double Score { get; init; }

    /// <summary>Nodes that were scored; 0 when an earlier ranking was used again.</summary>
    public int Scored { get; init; }
}
