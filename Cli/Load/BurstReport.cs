using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Load;

/// <summary>The JSON of a burst. Names ending in <c>Ms</c> are wall time.</summary>
internal sealed record BurstReport
{
    public required string Scaler { get; init; }

    /// <summary>Requests at once, each of a function of its own that was never called before.</summary>
    public required int Requests { get; init; }

    public required int Connections { get; init; }

    /// <summary>Nodes that the server simulated; null where it had another platform.</summary>
    public int? ServerNodes { get; init; }

    /// <summary>What of each cold start is taken off as the platform's.</summary>
    public required double PlatformMs { get; init; }

    public required long Granted { get; init; }

    public required long Failed { get; init; }

    /// <summary>From the first request sent to the last grant.</summary>
    public required double AllGrantedMs { get; init; }

    /// <summary>From the first request sent to the last one sent: sending takes time too.</summary>
    public required double AllSentMs { get; init; }

    /// <summary>Assign less the platform's share, each from when it was sent.</summary>
    public required LatencySummary OwnShareMs { get; init; }

    /// <summary>The same from when the burst began.</summary>
    public required LatencySummary OwnShareOfBurstMs { get; init; }

    public required IReadOnlyList<FailureKind> Failures { get; init; }
}
