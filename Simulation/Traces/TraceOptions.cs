namespace OrleansScaler.Simulation.Traces;

/// <summary>What part of a trace to play, and how to fill in what it does not say.</summary>
public sealed record TraceOptions
{
    /// <summary>The seed that results are published with.</summary>
    public const ulong DefaultSeed = 42;

    /// <summary>Start of the part, from the trace's own start.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Length of the part; null means to the end.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Spread of calls within a minute.</summary>
    public ArrivalPattern Arrivals { get; init; } = ArrivalPattern.Uniform;

    /// <summary>Execution times, where there are only percentiles.</summary>
    public ExecutionModel Durations { get; init; } = ExecutionModel.Average;

    /// <summary>Names the random choices.</summary>
    public ulong Seed { get; init; } = DefaultSeed;
}
