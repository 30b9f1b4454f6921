namespace OrleansScaler.Scheduling.Policies.Prewarm;

/// <summary>The forecast that holds.</summary>
/// <param name="Slots">Slots wanted.</param>
/// <param name="Until">When the next minute has to be looked at.</param>
internal sealed record ForecastState(int Slots, DateTimeOffset Until) : PolicyState;
