using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>Another number of requests may share a slot from now on.</summary>
/// <param name="From">How many might until now.</param>
/// <param name="To">How many may.</param>
/// <param name="Reason">Why.</param>
public readonly record struct LearningChange(int From, int To, Reason Reason);
