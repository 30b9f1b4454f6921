namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>What the calendar says now.</summary>
/// <param name="Slots">Slots wanted.</param>
/// <param name="Until">When it may say something else.</param>
internal sealed record ScheduledState(int Slots, DateTimeOffset Until) : PolicyState;
