namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>
/// Score of the 2020 contest for one run, lower is better: half for response times, half for node time, each as a ratio
/// to the baseline's, and 10 more when too many calls failed.
/// </summary>
/// <param name="Score">½ · response time ratio + ½ · node time ratio + what failures cost.</param>
/// <param name="ResponseTimeRatio">Mean over functions, each weighing the same, of their ratios.</param>
/// <param name="NodeTimeRatio">Node-seconds over the baseline's.</param>
public sealed record CellScore(double Score, double ResponseTimeRatio, double NodeTimeRatio)
{
    /// <summary>Share of calls that may fail.</summary>
    public const double AllowedFailures = 0.001;

    /// <summary>What more failures cost.</summary>
    public const double Penalty = 10;

    /// <summary>Counts the score.</summary>
    /// <param name="result">What is measured.</param>
    /// <param name="baseline">What it is measured against: the same workload under the baseline.</param>
    public static CellScore Of(CellResult result, CellResult baseline)
    {
        var response = result.Functions
            .Zip(baseline.Functions, (ours, theirs) => Ratio(ours.ResponseSeconds, theirs.ResponseSeconds))
            .Average();
        var nodes = Ratio(result.NodeSeconds, baseline.NodeSeconds);
        var penalty = result.Failures.Total > AllowedFailures * result.Calls ? Penalty : 0;
        return new CellScore((response / 2) + (nodes / 2) + penalty, response, nodes);
    }

    /// <summary>Of two nothings, 1.</summary>
    internal static double Ratio(double part, double whole) => part == whole ? 1 : part / whole;
}
