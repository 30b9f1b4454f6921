using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>How a cell is played in real time.</summary>
public sealed record LiveCellOptions
{
    /// <summary>
    /// How long a caller waits for its answer, on the wall at any speed: a scheduler's clock is not scaled either.
    /// </summary>
    public static readonly TimeSpan CallerPatience = TimeSpan.FromSeconds(30);

    /// <summary>Where a scheduler of the protocol listens.</summary>
    public static readonly HostPort DefaultScheduler = new("127.0.0.1", 10_600);

    /// <summary>Where a resource manager of the protocol listens.</summary>
    public static readonly HostPort DefaultListen = new("127.0.0.1", 10_400);

    /// <summary>Where an API server of the protocol listens.</summary>
    public static readonly HostPort DefaultApi = new("127.0.0.1", 10_500);

    /// <summary>The scheduler that is measured.</summary>
    public HostPort Scheduler { get; init; } = DefaultScheduler;

    /// <summary>Where the resource manager listens; nodes listen on free ports of the same address.</summary>
    public HostPort Listen { get; init; } = DefaultListen;

    /// <summary>Where the API server listens.</summary>
    public HostPort Api { get; init; } = DefaultApi;

    /// <summary>Divides arrivals, runs, creates and whatever else takes time in the cell.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Names the workload, and draws what nodes leave to chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How long to wait for the scheduler to accept connections.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
