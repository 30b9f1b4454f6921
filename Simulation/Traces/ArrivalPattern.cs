namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// How the calls of one function and minute are spread over the minute, where a trace has only counts.
/// </summary>
public enum ArrivalPattern
{
    /// <summary>Call k of n (from 0) at (k + 0.5) / n of the minute.</summary>
    Equidistant,

    /// <summary>Each call at a moment of its own, uniformly at random.</summary>
    Uniform,

    /// <summary>Exponential gaps, scaled so that they fill the minute; the first starts at a random phase.</summary>
    Exponential,
}
