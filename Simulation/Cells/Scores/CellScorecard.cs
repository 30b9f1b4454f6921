namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>The 2020 contest's result over one or more seeds. The property names are keys of the JSON.</summary>
public sealed record CellScorecard
{
    /// <summary>Mean score of the seeds, lower is better.</summary>
    public required double Score { get; init; }

    /// <summary>Mean of the response time ratios: half of it is the score's first part.</summary>
    public required double ResponseTimeRatio { get; init; }

    /// <summary>Mean of the node time ratios: half of it is the second part.</summary>
    public required double NodeTimeRatio { get; init; }

    /// <summary>Calls that failed, over all seeds.</summary>
    public required int Failed { get; init; }

    /// <summary>Most nodes at once, of any seed.</summary>
    public required int NodesPeak { get; init; }

    /// <summary>How many seeds.</summary>
    public required int Seeds { get; init; }

    /// <summary>The first of them; the others follow it.</summary>
    public required ulong FirstSeed { get; init; }

    /// <summary>The worst score of any seed.</summary>
    public required double WorstScore { get; init; }

    /// <summary>Which seed that was.</summary>
    public required ulong WorstSeed { get; init; }

    /// <summary>Seeds in which too many calls failed: their scores have 10 in them.</summary>
    public required int FailedSeeds { get; init; }

    /// <summary>What is measured.</summary>
    public required CellFigureSet Measured { get; init; }

    /// <summary>What it is measured against.</summary>
    public required CellFigureSet Baseline { get; init; }

    /// <summary>The functions, in the order of the workload.</summary>
    public required IReadOnlyList<CellFunctionScore> Functions { get; init; }

    /// <summary>What was assumed, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Sums seeds up.</summary>
    /// <param name="matches">The seeds in their order, at least one.</param>
    public static CellScorecard Of(IReadOnlyList<CellMatch> matches)
    {
        var worst = matches.MaxBy(match => match.Score.Score)!;
        var measured = CellFigureSet.Of([.. matches.Select(match => match.Result)]);
        return new CellScorecard
        {
            Score = matches.Average(match => match.Score.Score),
            ResponseTimeRatio = matches.Average(match => match.Score.ResponseTimeRatio),
            NodeTimeRatio = matches.Average(match => match.Score.NodeTimeRatio),
            Failed = measured.Failed,
            NodesPeak = measured.NodesPeak,
            Seeds = matches.Count,
            FirstSeed = matches[0].Seed,
            WorstScore = worst.Score.Score,
            WorstSeed = worst.Seed,
            FailedSeeds = matches.Count(match => match.Score.Score > CellScore.Penalty),
            Measured = measured,
            Baseline = CellFigureSet.Of([.. matches.Select(match => match.Baseline)]),
            Functions =
            [
                .. matches[0].Result.Functions.Select((_, function) => CellFunctionScore.Of(matches, function)),
            ],
            Notes = Workloads.CellTrace.Assumptions,
        };
    }
}
