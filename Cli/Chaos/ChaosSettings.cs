using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Chaos;

/// <summary>What a chaos run is asked for.</summary>
internal sealed record ChaosSettings
{
    /// <summary>Two, so that one that dies leaves callers behind.</summary>
    public const int CallerProcesses = 2;

    /// <summary>Names the random choices.</summary>
    public required int Seed { get; init; }

    /// <summary>How long the load lasts.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Requests in a second, of all callers.</summary>
    public required double Rate { get; init; }

    /// <summary>Functions that they are for.</summary>
    public required int Functions { get; init; }

    /// <summary>What is to befall.</summary>
    public required IReadOnlyList<FaultKind> Kinds { get; init; }

    /// <summary>What was asked for and this machine cannot do.</summary>
    public IReadOnlyList<SkippedFault> Skipped { get; init; } = [];

    /// <summary>One kill in the middle instead, and the server back at once.</summary>
    public bool OneRestart { get; init; }

    /// <summary>Whether the folder with ledger and logs stays.</summary>
    public bool Keep { get; init; }

    /// <summary>What comes when.</summary>
    public FaultSchedule Schedule => OneRestart
        ? FaultSchedule.OneKill(Length)
        : FaultSchedule.Draw((ulong)Seed, Length, Kinds);
}
