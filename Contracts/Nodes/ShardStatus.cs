using System.Collections.Immutable;
using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>One shard's nodes and who waits for room there, at an instant.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.ShardStatus")]
public sealed record ShardStatus
{
    /// <summary>The shard's number.</summary>
    [Id(0)]
    public required int Shard { get; init; }

    /// <summary>The policy that chooses between nodes.</summary>
    [Id(1)]
    public string Policy { get; init; } = "";

    /// <summary>The nodes, by id.</summary>
    [Id(2)]
    public ImmutableArray<NodeView> Nodes { get; init; } = [];

    /// <summary>Wishes in line.</summary>
    [Id(3)]
    public int Waiting { get; init; }

    /// <summary>Orders of nodes under way.</summary>
    [Id(4)]
    public int Orders { get; init; }

    /// <summary>Nodes that are being given back.</summary>
    [Id(5)]
    public int Leaving { get; init; }

    /// <summary>Slots that stand on nodes.</summary>
    [Id(6)]
    public int Slots { get; init; }

    /// <summary>Slots that are being made.</summary>
    [Id(7)]
    public int Starting { get; init; }

    /// <summary>What all nodes offer.</summary>
    [Id(8)]
    public RoomSize Offered { get; init; }

    /// <summary>What is used or reserved of it.</summary>
    [Id(9)]
    public RoomSize Used { get; init; }

    /// <summary>Answers of the resource manager that cannot be true.</summary>
    [Id(10)]
    public int ManagerFaults { get; init; }

    /// <summary>Place calls since the shard began.</summary>
    [Id(11)]
    public long PlaceCalls { get; init; }

    /// <summary>Wishes that were forwarded to another shard.</summary>
    [Id(12)]
    public long Forwarded { get; init; }

    /// <summary>Containers that nobody knew and that were removed.</summary>
    [Id(13)]
    public long StraysRemoved { get; init; }

    /// <summary>The last placements, newest first.</summary>
    [Id(14)]
    public ImmutableArray<PlacementView> LastPlacements { get; init; } = [];
}
