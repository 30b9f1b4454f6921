namespace OrleansScaler.Scheduling.Policies.ScaleUp;

/// <summary>What <see cref="StaleQueueScaleUp"/> remembers of a function.</summary>
/// <param name="NextCheck">Before this the queue is not looked at again.</param>
public sealed record StaleQueueState(DateTimeOffset NextCheck) : PolicyState;
