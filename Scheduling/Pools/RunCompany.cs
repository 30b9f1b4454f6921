namespace OrleansScaler.Scheduling.Pools;

/// <summary>Whom a run shares its slot with.</summary>
/// <param name="Began">When its request got the instance.</param>
/// <param name="Mean">Requests in the slot since then, itself included, averaged over time; at least 1.</param>
public readonly record struct RunCompany(DateTimeOffset Began, double Mean);
