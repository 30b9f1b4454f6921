namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>What is known of the calls of one function; null where it is not.</summary>
/// <param name="Calls">How many there are.</param>
/// <param name="AverageMs">Mean execution.</param>
/// <param name="MaximumMs">Longest execution.</param>
/// <param name="Gaps">The idle gaps between them.</param>
internal sealed record FunctionFigures(int? Calls, double? AverageMs, double? MaximumMs, IdleQuartiles? Gaps)
{
    public static readonly FunctionFigures None = new(null, null, null, null);
}
