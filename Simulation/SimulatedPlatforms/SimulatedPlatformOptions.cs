namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>How the simulated platform behaves.</summary>
public sealed class SimulatedPlatformOptions
{
    /// <summary>A <see cref="SlotPrefix"/> that no other process has, for a platform that others reach.</summary>
    public static readonly string PrefixOfThisProcess = $"slot-{Guid.NewGuid():N}"[..13];

    /// <summary>What the 2023 contest's platform took to make a slot.</summary>
    public static readonly TimeSpan DefaultCreateLatency = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A middling init; with the create it makes the 808 ms that a cold start is valued at where nothing else is known.
    /// </summary>
    public static readonly TimeSpan DefaultInitLatency = TimeSpan.FromMilliseconds(708);

    /// <summary>Time from a create's call to its answer.</summary>
    public TimeSpan CreateLatency { get; set; } = DefaultCreateLatency;

    /// <summary>Time that an init takes where <see cref="InitLatencies"/> does not name the function.</summary>
    public TimeSpan InitLatency { get; set; } = DefaultInitLatency;

    /// <summary>Time that an init takes, by function key.</summary>
    public IDictionary<string, TimeSpan> InitLatencies { get; } =
        new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>Time from a destroy's call to its answer; the slot is free from the call on.</summary>
    public TimeSpan DestroyLatency { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How long an embedded caller waits before it hears that no answer came. A caller over the network has a deadline
    /// of its own.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Delay of a call that hangs.</summary>
    public TimeSpan HangFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many times as long a slow call takes.</summary>
    public double SlowFactor { get; set; } = 10;

    /// <summary>
    /// Whether the id of a create is remembered beyond its slot's life: a late or repeated create of that id then makes
    /// nothing new. Otherwise ids are known as long as their slots live.
    /// </summary>
    public bool RemembersCreates { get; set; }

    /// <summary>
    /// Begins the names of slots. A platform that forgets its slots when it ends should not give their names to
    /// others: a scaler that remembers them would take the new ones for the old.
    /// </summary>
    public string SlotPrefix { get; set; } = "slot";

    /// <summary>Names the random choices among faults.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Faults of creates.</summary>
    public FaultRates CreateFaults { get; set; } = new();

    /// <summary>Faults of inits.</summary>
    public FaultRates InitFaults { get; set; } = new();

    /// <summary>Faults of destroys.</summary>
    public FaultRates DestroyFaults { get; set; } = new();
}
