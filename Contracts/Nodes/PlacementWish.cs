using Orleans;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>Asks for room for one slot.</summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.PlacementWish")]
public sealed record PlacementWish
{
    /// <summary>The id that the slot will have. The same ticket again is the same wish.</summary>
    [Id(0)]
    public required string Ticket { get; init; }

    /// <summary>The function's key.</summary>
    [Id(1)]
    public required string Function { get; init; }

    /// <summary>Whose function it is; null where nobody says.</summary>
    [Id(2)]
    public string? Tenant { get; init; }

    /// <summary>What the slot is declared to need.</summary>
    [Id(3)]
    public required RoomSize Need { get; init; }

    /// <summary>What its sidecar needs beside it.</summary>
    [Id(4)]
    public RoomSize Sidecar { get; init; }

    /// <summary>The image or code that it needs; null when every node has it.</summary>
    [Id(5)]
    public string? Image { get; init; }

    /// <summary>What the function's slots were seen to use; null when nothing was measured.</summary>
    [Id(6)]
    public SeenUse? Seen { get; init; }

    /// <summary>How long from now an answer is of use. A span, so that clocks of two machines need not agree.</summary>
    [Id(7)]
    public required TimeSpan Wait { get; init; }
}
