using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Learning;

/// <summary>How carefully a function's use of its slots is learned. Section <c>Learning</c>.</summary>
public sealed record LearningOptions
{
    /// <summary>
    /// Requests that one slot may ever run at the same time. 1 turns sharing off. 32, because a slot's CPU is a part of
    /// a core: past that, even a function that only waits gains no slot worth having.
    /// </summary>
    [Range(1, 1_000)]
    public int MaximumConcurrency { get; init; } = 32;

    /// <summary>
    /// Runs at the present level before the next one is tried. 20, because the 95th percentile is then one that was
    /// seen, not the largest; a function that is called five times every five seconds reaches it in 20 s.
    /// </summary>
    [Range(2, LevelEvidence.RecentRuns)]
    public int RunsToRaise { get; init; } = 20;

    /// <summary>
    /// Runs at the present level before they may be called slow. Fewer than for a raise, since a wrong raise costs
    /// every call, a wrong lowering only memory; 8, because the noise of a mean of fewer hides everything but a stop.
    /// </summary>
    [Range(2, LevelEvidence.RecentRuns)]
    public int RunsToLower { get; init; } = 8;

    /// <summary>Values told before use is charged as measured: below ten a 95th percentile says nothing.</summary>
    [Range(2, ValueWindow.MaximumCapacity)]
    public int SamplesToTrust { get; init; } = 10;

    /// <summary>
    /// How much longer a shared run may take, as a share of a run alone. A tenth is what runs differ by anyway; where
    /// slots are packed by measured use, sharing saves starts rather than nodes, and is not worth more.
    /// </summary>
    [Range(0, 10)]
    public double AllowedSlowdown { get; init; } = 0.1;

    /// <summary>
    /// How much longer it may take besides, as a share of the cold start that sharing saves. A run of 2 ms that takes
    /// 6 ms is nothing beside a start of 500 ms: 1 % of it are 5 ms.
    /// </summary>
    [Range(0, 10)]
    public double AllowedDelay { get; init; } = 0.01;

    /// <summary>A cold start while none was measured: what a node of the 2020 contest takes to create one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AssumedStart { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Standard errors that a mean must lie beyond what is allowed before runs are called slow. Three: noise alone does
    /// that once in 700 windows, and it is looked for after every run; two lowered a function whose runs only differ.
    /// Between the two bounds nothing changes, so the level does not flap.
    /// </summary>
    [Range(0, 10)]
    public double SlowErrors { get; init; } = 3;

    /// <summary>
    /// Share of a slot's memory that its requests may use together. A fifth is kept back for the one request in twenty
    /// that takes more than the 95th percentile: exceeding the limit fails every call in the slot.
    /// </summary>
    [Range(0.01, 1)]
    public double MemoryGuard { get; init; } = 0.8;

    /// <summary>How long a level that killed an instance is not tried again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan OutOfMemoryPause { get; init; } = TimeSpan.FromHours(6);

    /// <summary>
    /// How long a level that was slow or failed is not tried again; doubles each time, up to
    /// <see cref="OutOfMemoryPause"/>. Ten minutes: the cause may have been a neighbour that is gone then.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan TroublePause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many times the CPU of its memory size a slot of an unmeasured function may be granted: it is charged that
    /// CPU divided by this, and its memory in full. A start is a burst of half a second in a life of minutes, and most
    /// functions wait for most of their time; memory that is not there kills, CPU that is not there only delays.
    /// 1 charges all that is declared.
    /// </summary>
    [Range(1, 100)]
    public double CpuOversale { get; init; } = 2;
}
