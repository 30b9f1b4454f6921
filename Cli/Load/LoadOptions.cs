namespace OrleansScaler.Cli.Load;

/// <summary>What to load a scaler with.</summary>
internal sealed record LoadOptions
{
    /// <summary>Functions to call.</summary>
    public int Functions { get; init; } = 100;

    /// <summary>Connections to the scaler.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Callers of the closed loop.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Pairs a second of the open loop; null runs the closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>Memory of every function.</summary>
    public int MemoryMegabytes { get; init; } = 128;

    /// <summary>Time between an Assign's answer and its Idle.</summary>
    public TimeSpan Execution { get; init; }

    /// <summary>Whether each Idle gives the instance up, so that each call needs a new one.</summary>
    public bool Cold { get; init; }

    /// <summary>How long a call may go without an answer after the time is over.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);
}
