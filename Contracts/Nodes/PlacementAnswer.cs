using Orleans;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>Answer to one <see cref="PlacementWish"/>.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.PlacementAnswer")]
public sealed record PlacementAnswer
{
    /// <summary>The wish.</summary>
    [Id(0)]
    public required string Ticket { get; init; }

    /// <summary>What became of it.</summary>
    [Id(1)]
    public required PlacementOutcome Outcome { get; init; }

    /// <summary>The shard that has it: where it was placed or waits.</summary>
    [Id(2)]
    public required int Shard { get; init; }

    /// <summary>What is held for it, where it was placed.</summary>
    [Id(3)]
    public long Reservation { get; init; }

    /// <summary>The node, where it was placed.</summary>
    [Id(4)]
    public string NodeId { get; init; } = "";

    /// <summary>Host name or IP address of the node's service.</summary>
    [Id(5)]
    public string Address { get; init; } = "";

    /// <summary>Its port.</summary>
    [Id(6)]
    public int Port { get; init; }

    /// <summary>Why not, where it was refused.</summary>
    [Id(7)]
    public WishRefusal Refusal { get; init; }

    /// <summary>The same in one sentence, with the sizes; null unless refused.</summary>
    [Id(8)]
    public string? Why { get; init; }
}
