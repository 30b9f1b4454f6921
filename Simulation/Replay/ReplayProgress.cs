namespace OrleansScaler.Simulation.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="TraceTime">Position in the trace.</param>
/// <param name="Sent">Calls sent.</param>
/// <param name="Ended">Calls that ended.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="ColdStarts">Good ones that waited for a new instance.</param>
/// <param name="LiveSlots">Slots alive.</param>
/// <param name="CreatedSlots">Slots made.</param>
/// <param name="AssignP50Ms">Median Assign latency on the wall.</param>
/// <param name="AssignP99Ms">99th percentile of it.</param>
public readonly record struct ReplayProgress(
    TimeSpan TraceTime,
    long Sent,
    long Ended,
    long Failed,
    long ColdStarts,
    long LiveSlots,
    long CreatedSlots,
    double AssignP50Ms,
    double AssignP99Ms);
