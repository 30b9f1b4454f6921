namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>What <see cref="CompanionPrewarm"/> noted at the last call of a companion.</summary>
/// <param name="CalledAt">When that was.</param>
/// <param name="UsualPeak">Requests that the function's busy minutes have at once, at least 1.</param>
public sealed record CompanionState(DateTimeOffset CalledAt, int UsualPeak) : PolicyState
{
    internal int Slots(int concurrency) => (UsualPeak + concurrency - 1) / concurrency;
}
