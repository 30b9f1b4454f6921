using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Policies.KeepAlive;

/// <summary>A keep-alive and why.</summary>
/// <param name="KeepAlive">
/// A slot idle for exactly this long is still warm. Zero or less: a returned slot is destroyed at once.
/// </param>
/// <param name="ReclaimEvery">
/// Reclaim looks only at whole multiples of this period since the Unix epoch; zero: at the very instant. A period saves
/// timers at the cost of slots kept up to one period longer.
/// </param>
/// <param name="Reason">Why.</param>
public readonly record struct KeepAliveDecision(TimeSpan KeepAlive, TimeSpan ReclaimEvery, Reason Reason);
