namespace OrleansScaler.Scheduling.Policies.Preallocation;

/// <summary>What a function asks for at its busiest.</summary>
/// <param name="RequestsPerMinute">Requests of its busiest minute, 0 or more.</param>
/// <param name="Execution">Mean execution, 0 or more.</param>
public readonly record struct PeakLoad(double RequestsPerMinute, TimeSpan Execution)
{
    /// <summary>Requests that run at the same time, on average over that minute (Little's law).</summary>
    /// <remarks>600 a minute of 250 ms: 600 · 250 / 60,000 = 2.5.</remarks>
    public double Concurrency => RequestsPerMinute * Execution.TotalMilliseconds / 60_000;
}
