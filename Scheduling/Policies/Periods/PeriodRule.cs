namespace OrleansScaler.Scheduling.Policies.Periods;

/// <summary>What the gaps of a function say of its period.</summary>
internal enum PeriodRule
{
    /// <summary>Nothing that a rule could use.</summary>
    None,

    /// <summary>One call, one period, one call.</summary>
    Ticks,

    /// <summary>Short gaps within a burst, and a steady long one to the next burst.</summary>
    Bursts,

    /// <summary>Short gaps, and pauses that are long but of no steady length.</summary>
    Pauses,
}
