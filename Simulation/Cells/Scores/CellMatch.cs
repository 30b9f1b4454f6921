namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>One seed: the same workload under a scheduler and under the baseline.</summary>
/// <param name="Seed">Names the workload.</param>
/// <param name="Result">The scheduler that is measured.</param>
/// <param name="Baseline">The baseline.</param>
public sealed record CellMatch(ulong Seed, CellResult Result, CellResult Baseline)
{
    /// <summary>The score of this seed.</summary>
    public CellScore Score { get; } = CellScore.Of(Result, Baseline);
}
