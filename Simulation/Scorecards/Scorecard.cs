namespace OrleansScaler.Simulation.Scorecards;

/// <summary>
/// What a run cost and gained. Sums are in trace seconds: execution as the trace has it, everything measured times the
/// speed. Names ending in <c>Ms</c> are wall milliseconds. The property names are the keys of the JSON.
/// </summary>
public record Scorecard
{
    /// <summary>Calls that ended.</summary>
    public required long Requests { get; init; }

    /// <summary>Those that failed: an error answer, or an instance that could not serve.</summary>
    public required long Failed { get; init; }

    /// <summary>Share that did not fail; 0 without calls.</summary>
    public required double SuccessRate { get; init; }

    /// <summary>Good calls whose instance's init ended after their Assign was sent.</summary>
    public required long ColdStarts { get; init; }

    /// <summary>The other good calls.</summary>
    public required long WarmStarts { get; init; }

    /// <summary>Slots made.</summary>
    public required long SlotsCreated { get; init; }

    /// <summary>Slots given back.</summary>
    public required long SlotsDestroyed { get; init; }

    /// <summary>Slots alive after the last Idle.</summary>
    public required long SlotsLiveAtEnd { get; init; }

    /// <summary>Most slots alive at one time.</summary>
    public required int PeakSlots { get; init; }

    /// <summary>Executed seconds of the good calls.</summary>
    public required double ExecSeconds { get; init; }

    /// <summary>The same times memory in GB.</summary>
    public required double ExecGbSeconds { get; init; }

    /// <summary>GB·s of slots, from the create's call to the destroy's, the living ones to the end.</summary>
    public required double SlotGbSeconds { get; init; }

    /// <summary>Sum of the Assign latencies.</summary>
    public required double ScheduleSeconds { get; init; }

    /// <summary>The same over good calls that were not cold.</summary>
    public required double WaitSeconds { get; init; }

    /// <summary>Sum of the Idle latencies.</summary>
    public required double IdleCallSeconds { get; init; }

    /// <summary>Assign latency of the calls that were answered.</summary>
    public required LatencySummary AssignLatencyMs { get; init; }

    /// <summary>Score of the 2023 contest.</summary>
    public required ContestScore Contest { get; init; }

    /// <summary>Cost by the unified metric.</summary>
    public required RumScore Rum { get; init; }

    /// <summary>Length of the run on the wall.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Trace seconds per wall second.</summary>
    public required double Speed { get; init; }

    /// <summary>Name of the policy, as the run was told.</summary>
    public required string Policy { get; init; }

    /// <summary>Name of the trace.</summary>
    public required string Trace { get; init; }

    /// <summary>The functions that were called or had slots, in the order of the trace.</summary>
    public required IReadOnlyList<FunctionScore> Functions { get; init; }

    /// <summary>The failed calls by kind, most frequent first.</summary>
    public IReadOnlyList<FailureKind> Failures { get; init; } = [];

    /// <summary>What a reader must know to read the figures right, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
