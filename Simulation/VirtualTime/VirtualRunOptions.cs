using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime.Timelines;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>How a run in virtual time differs from the usual.</summary>
public sealed class VirtualRunOptions
{
    /// <summary>
    /// Bounds so wide that none of them decides anything: a simulation measures policies. Nothing finished is
    /// remembered, because nobody asks twice.
    /// </summary>
    public static PoolOptions WideBounds => new()
    {
        MaximumSlots = 100_000,
        MaximumWaiters = 1_000_000,
        MaximumWait = TimeSpan.FromDays(1),
        RememberFor = TimeSpan.Zero,
        RememberAtMost = 0,
        AssignmentGrace = TimeSpan.FromDays(3_650),
    };

    /// <summary>Bounds and times of every pool.</summary>
    public PoolOptions Pools { get; init; } = WideBounds;

    /// <summary>How long a caller waits; null: as long as the pool lets it.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>How starts end; null: well, after the workload's latency.</summary>
    public IStartPlan? Starts { get; init; }

    /// <summary>Sees every decision; null: nobody.</summary>
    public IDecisionWatcher? Watcher { get; init; }

    /// <summary>Keeps slots and demand over time; null: nobody does, and it costs nothing.</summary>
    public TimelineRecorder? Timelines { get; init; }
}
