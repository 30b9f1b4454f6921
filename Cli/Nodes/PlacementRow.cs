using OrleansScaler.Protos.Admin;

namespace OrleansScaler.Cli.Nodes;

/// <summary>One placement in the JSON of <c>nodes</c>.</summary>
internal sealed record PlacementRow
{
    public required int Shard { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Function { get; init; }

    public required AmountRow Need { get; init; }

    /// <summary>Where it went; null when refused.</summary>
    public string? Node { get; init; }

    /// <summary>Why it went nowhere, such as <c>no_room</c>; null when placed.</summary>
    public string? Refusal { get; init; }

    public required string Policy { get; init; }

    /// <summary>The policy's score of the node; the lowest won.</summary>
    public required double Score { get; init; }

    /// <summary>Nodes that were scored; 0 when an earlier ranking was used again.</summary>
    public required int NodesScored { get; init; }

    public static PlacementRow Of(PlacementRecord record) => new()
    {
        Shard = record.Shard,
        At = DateTimeOffset.FromUnixTimeMilliseconds(record.DecidedAtUnixMs),
        Function = record.FunctionKey,
        Need = AmountRow.Of(record.Need),
        Node = record.NodeId.Length > 0 ? record.NodeId : null,
        Refusal = record.NodeId.Length > 0 ? null : WireName.Of(record.Refusal),
        Policy = record.Policy,
        Score = record.Score,
        NodesScored = record.NodesScored,
    };
}
