namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// A recorded workload: its functions and a stream of calls in order of time. Reading it once checks every line, so a
/// trace that could be opened plays to its end; the calls are made while they are asked for, a minute at a time.
/// </summary>
public abstract class Trace
{
    /// <summary>The folder's name, with its parent's: <c>azure2019-8h/100</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The functions, in the order of the files.</summary>
    public required IReadOnlyList<TraceFunction> Functions { get; init; }

    /// <summary>The moment of the data's own clock at which the played part starts.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Length of the played part.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Number of calls in the played part.</summary>
    public required long CallCount { get; init; }

    /// <summary>What the files lack and what was taken instead, a sentence each.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>
    /// The calls in order of time; calls at one moment in order of function. Each enumeration is the same.
    /// </summary>
    public abstract IEnumerable<TraceCall> Calls();
}
