namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What the platform thinks of an instance that a scaler lent to a request.</summary>
/// <param name="Refusal">Why it cannot serve the request; null when it can.</param>
/// <param name="InitedAt">When the instance was ready, on <see cref="SimulatedSlots.Now"/>.</param>
public readonly record struct LendResult(LendRefusal? Refusal, TimeSpan InitedAt)
{
    /// <summary>Whether the instance serves the request.</summary>
    public bool Lent => Refusal is null;
}
