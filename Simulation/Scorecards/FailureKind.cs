namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Calls that failed in one way.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Count">How many.</param>
/// <param name="Messages">The first few, in words.</param>
public sealed record FailureKind(string Kind, long Count, IReadOnlyList<string> Messages);
