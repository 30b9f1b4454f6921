namespace OrleansScaler.Cli.Load;

/// <summary>The JSON of a sweep. Names ending in <c>Ms</c> are wall time.</summary>
internal sealed record SweepReport
{
    public required string Scaler { get; init; }

    public required bool Cold { get; init; }

    public required int Functions { get; init; }

    public required int Connections { get; init; }

    /// <summary>What of each cold start is taken off as the platform's.</summary>
    public required double PlatformMs { get; init; }

    public required double StepSeconds { get; init; }

    public required double BoundMs { get; init; }

    /// <summary>Nodes that the server simulated; null where it had another platform.</summary>
    public int? ServerNodes { get; init; }

    public required long WarmupPairs { get; init; }

    /// <summary>The highest rate that was kept; 0 when none was.</summary>
    public required double KeptRate { get; init; }

    public required IReadOnlyList<SweepStep> Steps { get; init; }
}
