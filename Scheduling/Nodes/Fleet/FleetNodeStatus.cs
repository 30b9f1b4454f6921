namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>What a fleet knows of one node beside what its ledger does.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Origin">How it came.</param>
/// <param name="EmptySince">Since when nothing has stood on it; null when something does.</param>
/// <param name="Faults">Faults in a row, without a good answer between.</param>
/// <param name="Lies">Lies that are not forgotten yet.</param>
/// <param name="HealthyAgainAt">When a suspect or quarantined node is tried again; null when healthy.</param>
public sealed record FleetNodeStatus(
    NodeId Id,
    NodeOrigin Origin,
    DateTimeOffset? EmptySince,
    int Faults,
    int Lies,
    DateTimeOffset? HealthyAgainAt);
