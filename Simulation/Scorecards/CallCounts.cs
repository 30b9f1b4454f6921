namespace OrleansScaler.Simulation.Scorecards;

/// <summary>How many calls ended, and how.</summary>
/// <param name="Ended">All that ended.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="ColdStarts">Good ones that waited for a new instance.</param>
public readonly record struct CallCounts(long Ended, long Failed, long ColdStarts);
