using System.ComponentModel.DataAnnotations;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Grains.Nodes;

/// <summary>Nodes that we place slots on ourselves. Section <c>Nodes</c>.</summary>
public class NodePlatformOptions
{
    /// <summary>
    /// Parts that the nodes are divided into, each with a grain of its own. One grain decides over 100,000 placements a
    /// second, so more are for more silos than one.
    /// </summary>
    [Range(1, 1_024)]
    public int Shards { get; set; } = 1;

    /// <summary>Name of the policy that chooses between nodes.</summary>
    [Required]
    public string Policy { get; set; } = PlacementNames.Usual;

    /// <summary>Whether slots of different tenants may not stand on one node.</summary>
    public bool KeepsTenantsApart { get; set; }

    /// <summary>Creates that one node may have under way: past eight, a 2020 node takes 0.1 s more for each.</summary>
    [Range(1, 10_000)]
    public int CreatesPerNode { get; set; } = 8;

    /// <summary>
    /// How long room is held for a create without a word. The slowest create seen on a crowded node took 6.9 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReservedFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a slot waits for room: about as long as its caller does.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PlaceTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How old what is known of a shard's load may be before it is asked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan LoadAge { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the resource manager that lends nodes listens, as host:port; empty: nobody lends any.</summary>
    public string ResourceManager { get; set; } = "";

    /// <summary>
    /// How long after a restart functions may come and say which slots are theirs. Meanwhile what nobody has claimed
    /// takes its room and is not removed, nor are nodes that nobody knows given back. Longer than all functions with
    /// slots take to be woken (2,000 a second in each silo), and than the pause between two claims (a minute).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ClaimGrace { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How often the resource manager is asked which nodes it lends, so that one whose answer was lost is given back.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UsageEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>In whose name nodes are reserved. No two servers with one resource manager may have the same.</summary>
    public string Account { get; set; } = "orleans-scaler";

    /// <summary>Bounds and times of each shard's fleet.</summary>
    public NodeFleetOptions Fleet { get; set; } = new();

    /// <summary>How nodes are watched.</summary>
    public NodeStatsOptions Stats { get; set; } = new();

    /// <summary>Nodes that are always there.</summary>
    public IList<ConfiguredNode> Configured { get; } = [];

    /// <summary>What stands beside slots of some functions; the first whose prefix fits counts.</summary>
    public IList<SidecarOptions> Sidecars { get; } = [];

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold.</returns>
    public virtual IEnumerable<string> FindContradictions()
    {
        if (PlacementNames.Find(Policy).Problem is { } problem)
        {
            yield return $"Nodes:Policy is {problem}";
        }

        foreach (var same in Configured.CountBy(node => node.Id).Where(same => same.Value > 1))
        {
            yield return $"Nodes:Configured names '{same.Key}' {same.Value} times; a node's id must be its own.";
        }

        if (ResourceManager.Length > 0 && !IsHostAndPort(ResourceManager))
        {
            yield return $"Nodes:ResourceManager is '{ResourceManager}'; it must be host:port, or empty.";
        }

        if (Fleet.MinimumNodes > Fleet.MaximumNodes)
        {
            yield return $"Nodes:Fleet:MinimumNodes is {Fleet.MinimumNodes}; it must be at most "
                + $"Nodes:Fleet:MaximumNodes, which is {Fleet.MaximumNodes}.";
        }

        if (!Fleet.NodeShape.IsSensible || Fleet.NodeShape == Resources.Zero)
        {
            yield return $"Nodes:Fleet:NodeShape is {Fleet.NodeShape}; both must be from 0 to 2^30, and not both 0.";
        }

        if (Stats.StrayGrace < ReservedFor)
        {
            yield return $"Nodes:Stats:StrayGrace is {Stats.StrayGrace}; it must be at least Nodes:ReservedFor, which "
                + $"is {ReservedFor}: a slot that is being made must not be taken for a stray.";
        }
    }

    /// <summary>Whether a text names where a resource manager listens.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHostAndPort(string text) =>
        text.LastIndexOf(':') is var colon and > 0
        && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port > 0
        && Uri.CheckHostName(text[..colon].Trim('[', ']')) != UriHostNameType.Unknown;

    /// <summary>What stands beside slots of a function.</summary>
    internal SidecarOptions? SidecarOf(string function) =>
        Sidecars.FirstOrDefault(sidecar => function.StartsWith(sidecar.Prefix, StringComparison.Ordinal));
}
