using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Simulate;

/// <summary>What a simulation found out. The property names are the keys of the JSON.</summary>
internal sealed record SimulationReport
{
    /// <summary>Name of the trace.</summary>
    public required string Trace { get; init; }

    /// <summary>The seed of arrivals and durations.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the ranking goes by.</summary>
    public required string Objective { get; init; }

    /// <summary>A scorecard for each policy, in the order asked; those broken off say so in their notes.</summary>
    public required IReadOnlyList<SimulatedScorecard> Runs { get; init; }

    /// <summary>What was possible; null when the simulation was broken off before that was known.</summary>
    public required BoundSet? Bounds { get; init; }
}
