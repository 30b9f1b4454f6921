namespace OrleansScaler.Scheduling.Policies.Spes;

/// <summary>The class that a function has, and how long that holds.</summary>
/// <param name="Plan">What its class does with it.</param>
/// <param name="Slots">Slots that stand ready where calls are expected.</param>
/// <param name="Arrivals">The function's arrivals that were looked at.</param>
/// <param name="RenewAt">No other class is looked for before.</param>
public sealed record SpesState(SpesPlan Plan, int Slots, long Arrivals, DateTimeOffset RenewAt) : PolicyState;
