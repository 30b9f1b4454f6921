using System.Collections.Immutable;
using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>Answer to <see cref="IPlacementGrain.Place"/>.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.PlacementReply")]
public sealed record PlacementReply
{
    /// <summary>One for each wish, in their order.</summary>
    [Id(0)]
    public required ImmutableArray<PlacementAnswer> Answers { get; init; }

    /// <summary>How full the shard is now.</summary>
    [Id(1)]
    public required ShardLoad Load { get; init; }
}
