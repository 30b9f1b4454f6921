using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>How patiently nodes and their manager are called (2020 protocol).</summary>
public sealed class NodeCallOptions
{
    /// <summary>
    /// Longest ReserveNode, ReleaseNode, GetNodesUsage and Reserve. A manager lends a ready node within 8 ms and says
    /// at once that none is left; the rest is slack for a machine that is busy.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan ReserveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest CreateContainer. One alone takes up to a second, 69 at once up to 7 s, and a node that lacks the
    /// resources keeps it waiting; callers give up after 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest RemoveContainer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan RemoveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest GetStats. An answer that takes longer tells of a past that no decision should go by.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan StatsTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Tries of one call that may be repeated without harm. With the pauses of 50 and 100 ms a node that restarts its
    /// service is found again, and one that is gone is noticed within a second.
    /// </summary>
    [Range(1, 20)]
    public int MaximumAttempts { get; set; } = 3;

    /// <summary>Pause before the second try; doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Connections kept, one per node. Beyond it the one that was asked for longest ago is closed: nodes that are gone
    /// without a word must not add up. More than any number of nodes that one silo looks after.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaximumConnections { get; set; } = 20_000;
}
