namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>What one scheduler did in one run.</summary>
public sealed record CellResult
{
    /// <summary>The scheduler.</summary>
    public required string Scheduler { get; init; }

    /// <summary>The functions, in the order of the workload.</summary>
    public required IReadOnlyList<CellFunctionResult> Functions { get; init; }

    /// <summary>Failed calls by kind.</summary>
    public required CellFailures Failures { get; init; }

    /// <summary>
    /// Grants of a container that is not there or not fit, or to a call that does not wait.
    /// </summary>
    public required int Violations { get; init; }

    /// <summary>From each node's reservation to its release, or to the end.</summary>
    public required double NodeSeconds { get; init; }

    /// <summary>Most nodes reserved at once.</summary>
    public required int NodesPeak { get; init; }

    /// <summary>Nodes reserved in the first 10 s after the first call.</summary>
    public required int NodesOpening { get; init; }

    /// <summary>Reservations that were refused because no node was ready.</summary>
    public required int ReservationsRefused { get; init; }

    /// <summary>Containers made.</summary>
    public required int Containers { get; init; }

    /// <summary>All calls.</summary>
    public int Calls => Functions.Sum(function => function.Calls);
}
