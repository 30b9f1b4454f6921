using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Grains.Nodes;

/// <summary>How nodes are watched. Section <c>Nodes:Stats</c>.</summary>
public sealed class NodeStatsOptions
{
    /// <summary>
    /// How often each node is asked what it uses; 0 never asks. Entrants of the contest asked every 80 to 500 ms: the
    /// long end costs a node 2 calls a second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Nodes that one shard asks at the same time.</summary>
    [Range(1, 10_000)]
    public int Parallel { get; set; } = 32;

    /// <summary>
    /// How long a container that nobody knows is left alone: a create whose answer was lost may still be confirmed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StrayGrace { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>Whether functions are told what their slots use; they learn from it where slots are shared.</summary>
    public bool TellsFunctions { get; set; } = true;

    /// <summary>Answers in a row that must lack a container before its slot counts as lost.</summary>
    [Range(1, 100)]
    public int MissesUntilLost { get; set; } = 2;
}
