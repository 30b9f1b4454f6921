using OrleansScaler.Simulation.Cells.Scores;

namespace OrleansScaler.Cli.Simulate;

/// <summary>What a simulation of the 2020 contest found out. The property names are the keys of the JSON.</summary>
internal sealed record CellReport
{
    /// <summary>Name of the trace.</summary>
    public required string Trace { get; init; }

    /// <summary>The first seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The seeds one by one.</summary>
    public required IReadOnlyList<CellSeed> Runs { get; init; }

    /// <summary>The scorecard over all of them.</summary>
    public required CellScorecard Contest2020 { get; init; }

    /// <summary>Sums up what was played.</summary>
    /// <param name="trace">Name of the trace.</param>
    /// <param name="matches">The seeds, at least one.</param>
    public static CellReport Of(string trace, IReadOnlyList<CellMatch> matches) => new()
    {
        Trace = trace,
        Seed = matches[0].Seed,
        Runs = [.. matches.Select(CellSeed.Of)],
        Contest2020 = CellScorecard.Of(matches),
    };
}
