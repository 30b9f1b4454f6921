using Orleans;
using OrleansScaler.Scheduling.Nodes.Shards;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>What a shard tells of itself to those who choose between shards.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Offered">What its nodes that take slots offer.</param>
/// <param name="Used">What is used or reserved of it.</param>
/// <param name="LargestFree">The most memory and the most CPU that one of its nodes may have free.</param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.ShardLoad")]
public readonly record struct ShardLoad(
    [property: Id(0)] int Shard,
    [property: Id(1)] RoomSize Offered,
    [property: Id(2)] RoomSize Used,
    [property: Id(3)] RoomSize LargestFree)
{
    /// <summary>The same as choices are made with.</summary>
    public ShardDigest ToDigest() =>
        new(Shard, Offered.ToResources(), Used.ToResources(), LargestFree.ToResources());

    /// <summary>The same as it is sent.</summary>
    /// <param name="digest">The digest.</param>
    public static ShardLoad Of(ShardDigest digest) => new(
        digest.Shard, RoomSize.Of(digest.Offered), RoomSize.Of(digest.Used), RoomSize.Of(digest.LargestFree));
}
