using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Spares;

/// <summary>How many spares are wanted, and why.</summary>
/// <param name="Spares">Those under way included; missing ones are made, prepared ones beyond it are destroyed.</param>
/// <param name="Reason">Why.</param>
/// <param name="AskAgainAt">When to ask again if nothing happens before; null: the next event is soon enough.</param>
public readonly record struct SpareDecision(int Spares, Reason Reason, DateTimeOffset? AskAgainAt = null);
