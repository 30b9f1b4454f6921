using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>What a caller process of a chaos run does.</summary>
public sealed record ChaosCallOptions
{
    /// <summary>Its name; no two that ever lived in a run have the same.</summary>
    public required string Name { get; init; }

    /// <summary>The scaler.</summary>
    public required HostPort Scaler { get; init; }

    /// <summary>The run's platform.</summary>
    public required HostPort Platform { get; init; }

    /// <summary>Names the random choices of the run; the caller's own differ by its name.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Requests in a second, at random moments.</summary>
    public required double Rate { get; init; }

    /// <summary>Functions that they are for; a few requests are for functions that are called once.</summary>
    public required int Functions { get; init; }

    /// <summary>Deadline of one call.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a request is repeated, each of its calls with the same id: the longest freeze (30 s), a restart, a cold
    /// start in a machine that is busy, and as much again.
    /// </summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Least pause before the first repeat, at most twice that; doubles with each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Least pause before any later repeat. Thousands who ask ten times a second for a server that is not there would
    /// keep it from coming back.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks for a server that takes no connections.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Connections to the scaler.</summary>
    public int Connections { get; init; } = 4;
}
