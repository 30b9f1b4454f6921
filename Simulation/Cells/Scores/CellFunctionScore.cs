namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>
/// One function, summed over seeds, with the baseline's figures beside. The property names are keys of the JSON.
/// </summary>
public sealed record CellFunctionScore
{
    /// <summary>Its key.</summary>
    public required string Function { get; init; }

    /// <summary>Its calls.</summary>
    public required int Calls { get; init; }

    /// <summary>Those that failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Those that waited for a container that was not ready when they arrived.</summary>
    public required int Cold { get; init; }

    /// <summary>Sum of response times, in seconds.</summary>
    public required double ResponseSeconds { get; init; }

    /// <summary>Mean over seeds of its response time over the baseline's.</summary>
    public required double Ratio { get; init; }

    /// <summary>The baseline's failed calls.</summary>
    public required int BaselineFailed { get; init; }

    /// <summary>The baseline's cold calls.</summary>
    public required int BaselineCold { get; init; }

    /// <summary>The baseline's response times.</summary>
    public required double BaselineResponseSeconds { get; init; }

    /// <summary>Sums one function up.</summary>
    /// <param name="matches">The seeds, at least one.</param>
    /// <param name="function">Its place.</param>
    internal static CellFunctionScore Of(IReadOnlyList<CellMatch> matches, int function)
    {
        CellFunctionResult[] ours = [.. matches.Select(match => match.Result.Functions[function])];
        CellFunctionResult[] theirs = [.. matches.Select(match => match.Baseline.Functions[function])];
        return new CellFunctionScore
        {
            Function = ours[0].Function,
            Calls = ours.Sum(one => one.Calls),
            Failed = ours.Sum(one => one.Failed),
            Cold = ours.Sum(one => one.Cold),
            ResponseSeconds = ours.Sum(one => one.ResponseSeconds),
            Ratio = ours.Zip(theirs, (our, their) => CellScore.Ratio(our.ResponseSeconds, their.ResponseSeconds))
                .Average(),
            BaselineFailed = theirs.Sum(one => one.Failed),
            BaselineCold = theirs.Sum(one => one.Cold),
            BaselineResponseSeconds = theirs.Sum(one => one.ResponseSeconds),
        };
    }
}
