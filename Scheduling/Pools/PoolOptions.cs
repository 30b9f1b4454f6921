using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>Bounds and times of one function's pool. Section <c>Pools</c>.</summary>
public sealed class PoolOptions
{
    /// <summary>Slots kept though nobody calls. Zero: a quiet function costs nothing.</summary>
    [Range(0, 100_000)]
    public int MinimumSlots { get; set; }

    /// <summary>
    /// Slots that one function may have. A bound, so that a runaway caller cannot take every node. After a crash, slots
    /// of unknown use stand beside them until they are given back, at most as many again.
    /// </summary>
    [Range(1, 100_000)]
    public int MaximumSlots { get; set; } = 1_000;

    /// <summary>Slots made at a function's first request, whatever the policy says.</summary>
    [Range(0, 100_000)]
    public int InitialSlots { get; set; }

    /// <summary>
    /// Requests of one function that may wait. 10,000 waiters cost about 5 MB; one more is told so at once instead of
    /// taking memory from everyone.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaximumWaiters { get; set; } = 10_000;

    /// <summary>
    /// Requests that may wait beyond <see cref="MaximumWaiters"/> for each request that the function's slots can run:
    /// many slots clear a long line fast. Zero: the same bound however many slots there are.
    /// </summary>
    [Range(0, 1_000)]
    public double WaitersPerSlot { get; set; }

    /// <summary>Longest wait of a request whose caller named no deadline.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaximumWait { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How long a finished request id is remembered: long enough for every retry of a caller.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Finished request ids remembered at most; the oldest go first. 1,024 cost about 150 kB.</summary>
    [Range(0, 1_000_000)]
    public int RememberAtMost { get; set; } = 1_024;

    /// <summary>Longest run of a request where the function names no time-out of its own.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaximumTimeout { get; set; } = TimeSpan.FromSeconds(86_400);

    /// <summary>
    /// Time past the function's time-out after which an instance that nobody gave back is taken as lost. The platform
    /// kills at the time-out and needs a while to say so.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AssignmentGrace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Starts that may fail in a row before waiters are told so. Three, because a platform that drops one call in a
    /// hundred then fails one request in a million.
    /// </summary>
    [Range(1, 1_000)]
    public int MaximumStartFailures { get; set; } = 3;

    /// <summary>First pause after a failed start or destroy; doubles with each further failure.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan BackoffBase { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between starts: what a recovered platform may wait for its first create.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan StartBackoffMaximum { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause between destroys of one slot, which nobody waits for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan DestroyBackoffMaximum { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Requests of one function that may wait at the very most, at one request a slot.</summary>
    public int LongestLine => (int)Math.Min(int.MaxValue / 2, MaximumWaiters + (WaitersPerSlot * MaximumSlots));

    /// <summary>For the further pools of a hot function: nothing is kept in them though nobody calls.</summary>
    public PoolOptions WithoutStandingSlots()
    {
        var options = (PoolOptions)MemberwiseClone();
        (options.MinimumSlots, options.InitialSlots) = (0, 0);
        return options;
    }

    /// <summary>What ranges cannot say: relations between the values.</summary>
    /// <returns>One sentence for each relation that does not hold; none when all do.</returns>
    public IEnumerable<string> FindContradictions()
    {
        if (MinimumSlots > MaximumSlots)
        {
            yield return $"Pools:MinimumSlots is {MinimumSlots}; it may be at most Pools:MaximumSlots, {MaximumSlots}.";
        }

        if (InitialSlots > MaximumSlots)
        {
            yield return $"Pools:InitialSlots is {InitialSlots}; it may be at most Pools:MaximumSlots, {MaximumSlots}.";
        }
    }
}
