namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What became of a node that wants to join.</summary>
/// <param name="Status">Whether it joined.</param>
/// <param name="Problem">One sentence that names the value and its bound; null when it joined.</param>
public readonly record struct JoinResult(JoinStatus Status, string? Problem = null);
