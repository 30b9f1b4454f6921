using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace OrleansScaler.Simulation.Scorecards;

/// <summary>
/// What a run in virtual time cost and gained. Its <see cref="Scorecard.Speed"/> is 0, for no clock was divided;
/// <see cref="Scorecard.WallSeconds"/> is what the simulation took, and
/// <see cref="Scorecard.AssignLatencyMs"/> is in trace milliseconds.
/// </summary>
public sealed record SimulatedScorecard : Scorecard
{
    /// <summary>Takes over what every scorecard says.</summary>
    /// <param name="card">The scorecard.</param>
    [SetsRequiredMembers]
    public SimulatedScorecard(Scorecard card)
        : base(card)
    {
    }

    /// <summary>Cold starts over calls.</summary>
    [JsonPropertyOrder(1)]
    public double ColdRate { get; init; }

    /// <summary>The same per function, every called function counting once.</summary>
    [JsonPropertyOrder(1)]
    public Spread ColdRateByFunction { get; init; } = new(0, 0, 0);

    /// <summary>GB·s of slots that ran nothing.</summary>
    [JsonPropertyOrder(1)]
    public double IdleGbSeconds { get; init; }

    /// <summary>Most memory of all slots at one time.</summary>
    [JsonPropertyOrder(1)]
    public double PeakMemoryMegabytes { get; init; }

    /// <summary>Slots made; the same as <see cref="Scorecard.SlotsCreated"/>.</summary>
    [JsonPropertyOrder(1)]
    public long Creations { get; init; }

    /// <summary>From arrival to grant, in seconds.</summary>
    [JsonPropertyOrder(1)]
    public Distribution SchedulingSeconds { get; init; } = new([], []);

    /// <summary>From arrival to end over execution; 1 is a call that did not wait.</summary>
    [JsonPropertyOrder(1)]
    public Distribution Slowdown { get; init; } = new([], []);

    /// <summary>What the run handled: arrivals, ends of calls, starts and slots, and deadlines of pools.</summary>
    [JsonPropertyOrder(1)]
    public long Events { get; init; }

    /// <summary>The same per second of <see cref="Scorecard.WallSeconds"/>.</summary>
    [JsonPropertyOrder(1)]
    public double EventsPerSecond { get; init; }
}
