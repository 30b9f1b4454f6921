using System.Collections.Immutable;
using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>Wishes for room on one shard's nodes: a burst is one call.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.PlacementCall")]
public sealed record PlacementCall
{
    /// <summary>The wishes, 1,000 at most.</summary>
    [Id(0)]
    public required ImmutableArray<PlacementWish> Wishes { get; init; }

    /// <summary>The shard that gets what finds no room here; null when there is no other.</summary>
    [Id(1)]
    public int? Alternative { get; init; }

    /// <summary>Whether another shard forwards it: it is not forwarded again.</summary>
    [Id(2)]
    public bool IsForwarded { get; init; }

    /// <summary>
    /// Whether the call may take up to a second, until the first of its wishes has its answer; at once otherwise.
    /// </summary>
    [Id(3)]
    public bool Lingers { get; init; }
}
