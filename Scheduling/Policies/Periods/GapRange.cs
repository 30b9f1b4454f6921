namespace OrleansScaler.Scheduling.Policies.Periods;

/// <summary>From the shortest to the longest gap of a cluster.</summary>
internal readonly record struct GapRange(TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>What a gap may be off and still be of the cluster: as much as the rules add to their times.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Half a gap more than the shortest: a slot made for that waits for less than it saves.</summary>
    private const double SteadySpread = 1.5;

    /// <summary>Whether they are alike enough to wait for the next one.</summary>
    public bool IsSteady => Longest <= Shortest * SteadySpread;

    public static GapRange OfSeconds(double shortest, double longest) =>
        new(TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest));

    public bool Holds(TimeSpan gap) => gap >= Shortest - Tolerance && gap <= Longest + Tolerance;
}
