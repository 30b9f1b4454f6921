using Orleans;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>One of the last placements, and why it went where it went.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.PlacementView")]
public sealed record PlacementView
{
    /// <summary>When it was decided.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose slot.</summary>
    [Id(1)]
    public required string Function { get; init; }

    /// <summary>What it takes, its sidecar included.</summary>
    [Id(2)]
    public required RoomSize Need { get; init; }

    /// <summary>Which policy decided.</summary>
    [Id(3)]
    public required string Policy { get; init; }

    /// <summary>Where it went; null when there was no room.</summary>
    [Id(4)]
    public string? NodeId { get; init; }

    /// <summary>Why there was no room.</summary>
    [Id(5)]
    public PlacementRefusal Refusal { get; init; }

    /// <summary>The policy's score of the node; the lowest won.</summary>
    [Id(6)]
    public double Score { get; init; }

    /// <summary>Nodes that were scored; 0 when an earlier ranking was used again.</summary>
    [Id(7)]
    public int Scored { get; init; }
}
