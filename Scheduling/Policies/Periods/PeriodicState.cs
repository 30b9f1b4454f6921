namespace OrleansScaler.Scheduling.Policies.Periods;

/// <summary>What was read from the gaps, and until when it is not read again.</summary>
/// <param name="Rule">What they say.</param>
/// <param name="LearntFrom">Arrivals before the first gap that counts: those before an escape do not.</param>
/// <param name="RenewAt">When the gaps are read again, at the next event.</param>
internal sealed record PeriodicState(PeriodRule Rule, long LearntFrom, DateTimeOffset RenewAt) : PolicyState
{
    /// <summary>Nothing is known.</summary>
    public static readonly PeriodicState First = new(PeriodRule.None, 0, DateTimeOffset.MinValue);

    /// <summary>The short gaps; all gaps where there is one period.</summary>
    public GapRange Short { get; init; }

    /// <summary>The long gaps; the same as the short ones where there is one period.</summary>
    public GapRange Long { get; init; }

    /// <summary>Whether a gap is one that the rule knows.</summary>
    public bool Knows(TimeSpan gap) => Short.Holds(gap) || Long.Holds(gap);
}
