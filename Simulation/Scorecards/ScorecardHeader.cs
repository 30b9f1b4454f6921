namespace OrleansScaler.Simulation.Scorecards;

/// <summary>What a scorecard says of its run.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Trace">Name of the trace.</param>
/// <param name="Speed">Trace seconds per second of the run's clock; measured sums are multiplied by it.</param>
/// <param name="WallSeconds">Length of the run on the wall.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record ScorecardHeader(
    string Policy, string Trace, double Speed, double WallSeconds, IReadOnlyList<string> Notes);
