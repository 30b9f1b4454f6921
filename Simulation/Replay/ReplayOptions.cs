using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Replay;

/// <summary>How to play a trace against a scaler.</summary>
public sealed record ReplayOptions
{
    /// <summary>Where the contest has its scaler.</summary>
    public static readonly HostPort DefaultScaler = new("127.0.0.1", 9001);

    /// <summary>Where the contest has its platform.</summary>
    public static readonly HostPort DefaultListen = new("127.0.0.1", 50051);

    /// <summary>The scaler.</summary>
    public HostPort Scaler { get; init; } = DefaultScaler;

    /// <summary>Where the platform listens for the scaler's calls.</summary>
    public HostPort Listen { get; init; } = DefaultListen;

    /// <summary>Trace seconds per wall second: divides arrivals, execution, create and init.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Time that the platform takes to make a slot, in trace time.</summary>
    public TimeSpan CreateLatency { get; init; } = SimulatedPlatformOptions.DefaultCreateLatency;

    /// <summary>
    /// Init of every function, in trace time; null takes the trace's, and the default where it has none.
    /// </summary>
    public TimeSpan? InitLatency { get; init; }

    /// <summary>What the scorecard says of the scaler's policy; the wire does not tell.</summary>
    public string Policy { get; init; } = "unknown";

    /// <summary>How long to wait for the scaler to accept connections.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Deadline of an Assign, on the wall: as long as any scaler may hold a request.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Whether the scaler is made to give back its instances after the scorecard is made.</summary>
    public bool ReturnInstances { get; init; } = true;

    /// <summary>Connections to the scaler.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>
    /// Calls that may be under way at a time; above it a call fails unsent, and memory stays bounded.
    /// </summary>
    public int MaximumCallsInFlight { get; init; } = 100_000;
}
