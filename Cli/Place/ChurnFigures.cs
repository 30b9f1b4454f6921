namespace OrleansScaler.Cli.Place;

/// <summary>What placements cost at one number of nodes. Names ending in <c>Us</c> are wall microseconds.</summary>
internal sealed record ChurnFigures
{
    public required int Nodes { get; init; }

    public required long Placements { get; init; }

    /// <summary>Slots placed and confirmed a second, one other released for each; on one core.</summary>
    public required double PlacementsPerSecond { get; init; }

    public required double P50Us { get; init; }

    public required double P99Us { get; init; }

    public required double MaxUs { get; init; }

    /// <summary>Share of the slots asked for that are larger than any node.</summary>
    public required double TooLargeShare { get; init; }

    /// <summary>Share of the slots asked for that no node had room for just then.</summary>
    public required double NoRoomShare { get; init; }

    public required int Slots { get; init; }

    /// <summary>The larger share of memory and CPU in use at the end.</summary>
    public required double Fill { get; init; }
}
