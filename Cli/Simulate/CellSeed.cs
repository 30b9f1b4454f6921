using OrleansScaler.Simulation.Cells.Scores;

namespace OrleansScaler.Cli.Simulate;

/// <summary>One seed of a simulation of the 2020 contest. The property names are keys of the JSON.</summary>
/// <param name="Seed">Names the workload.</param>
/// <param name="Score">Its score and the two ratios.</param>
/// <param name="Measured">The scheduler that is measured.</param>
/// <param name="Baseline">The baseline on the same workload.</param>
internal sealed record CellSeed(ulong Seed, CellScore Score, CellFigureSet Measured, CellFigureSet Baseline)
{
    public static CellSeed Of(CellMatch match) => new(
        match.Seed, match.Score, CellFigureSet.Of([match.Result]), CellFigureSet.Of([match.Baseline]));
}
