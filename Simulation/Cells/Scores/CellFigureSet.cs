namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>
/// A scheduler's figures over several seeds: counts of failures and violations are sums, so that none means none; of
/// nodes the most; node time and containers are means. The property names are keys of the JSON.
/// </summary>
public sealed record CellFigureSet
{
    /// <summary>The scheduler.</summary>
    public required string Scheduler { get; init; }

    /// <summary>Calls, failed ones among them, over all seeds.</summary>
    public required int Calls { get; init; }

    /// <summary>Calls that failed, over all seeds.</summary>
    public required int Failed { get; init; }

    /// <summary>The same by kind, without the seeds apart.</summary>
    public required CellFailures Failures { get; init; }

    /// <summary>Grants that the protocol does not allow, over all seeds.</summary>
    public required int Violations { get; init; }

    /// <summary>Reservations refused because no node was ready, over all seeds.</summary>
    public required int ReservationsRefused { get; init; }

    /// <summary>Most nodes at once, of any seed.</summary>
    public required int NodesPeak { get; init; }

    /// <summary>Most nodes reserved in the first 10 s after the first call, of any seed.</summary>
    public required int NodesOpening { get; init; }

    /// <summary>Mean node-seconds of a seed.</summary>
    public required double NodeSeconds { get; init; }

    /// <summary>Mean containers made in a seed.</summary>
    public required double Containers { get; init; }

    /// <summary>Mean response time of a call, in seconds; a failed call counts 30 s.</summary>
    public required double MeanResponseSeconds { get; init; }

    /// <summary>Sums one scheduler up.</summary>
    /// <param name="results">Its runs, at least one.</param>
    public static CellFigureSet Of(IReadOnlyList<CellResult> results) => new()
    {
        Scheduler = results[0].Scheduler,
        Calls = results.Sum(one => one.Calls),
        Failed = results.Sum(one => one.Failures.Total),
        Failures = results.Select(one => one.Failures).Aggregate((one, other) => one + other),
        Violations = results.Sum(one => one.Violations),
        ReservationsRefused = results.Sum(one => one.ReservationsRefused),
        NodesPeak = results.Max(one => one.NodesPeak),
        NodesOpening = results.Max(one => one.NodesOpening),
        NodeSeconds = results.Average(one => one.NodeSeconds),
        Containers = results.Average(one => one.Containers),
        MeanResponseSeconds = results.Sum(one => one.Functions.Sum(function => function.ResponseSeconds))
            / Math.Max(1, results.Sum(one => one.Calls)),
    };
}
