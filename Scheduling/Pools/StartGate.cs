namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// Holds back starts while they keep failing, so that a platform in trouble is asked again after a pause and not in a
/// loop. Closed for a pause that doubles with each round of failures; one success opens it.
/// </summary>
/// <remarks>
/// A hundred starts under way that fail together are one round: only a start made after the last failure was known
/// says something new about the platform.
/// </remarks>
internal sealed class StartGate(PoolOptions options)
{
    private DateTimeOffset _lastFailureAt = DateTimeOffset.MinValue;

    /// <summary>Rounds of failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>When starts are allowed again.</summary>
    public DateTimeOffset OpensAt { get; private set; } = DateTimeOffset.MinValue;

    public bool IsOpen(DateTimeOffset now) => now >= OpensAt;

    public void Succeeded()
    {
        Failures = 0;
        OpensAt = DateTimeOffset.MinValue;
    }

    public void Failed(DateTimeOffset startedAt, DateTimeOffset now)
    {
        if (startedAt <= _lastFailureAt)
        {
            return;
        }

        _lastFailureAt = now;
        Failures++;
        OpensAt = now + Backoff.After(Failures, options.BackoffBase, options.StartBackoffMaximum);
    }
}
