using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>One slot that stands on a node of a shard, as its function remembers it.</summary>
/// <param name="PlatformSlotId">Shard, node, address, slot and container in one.</param>
/// <param name="Wish">What it was once asked for with: its needs, and for which function.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.StandingSlot")]
public sealed record StandingSlot(
    [property: Id(0)] string PlatformSlotId, [property: Id(1)] PlacementWish Wish);
