namespace OrleansScaler.Cli.Place;

/// <summary>The JSON of <c>place</c>: churn and memory, or packing.</summary>
internal sealed record PlaceReport
{
    public required int Seed { get; init; }

    /// <summary>The policy of the churn.</summary>
    public string? Policy { get; init; }

    public IReadOnlyList<ChurnFigures> Churn { get; init; } = [];

    /// <summary>Placements a second with the fewest nodes, over those with the most.</summary>
    public double? Fall { get; init; }

    public MemoryFigures? Memory { get; init; }

    public IReadOnlyList<PackFigures> Packing { get; init; } = [];
}
