using System.Globalization;

namespace OrleansScaler.Cli.Load;

/// <summary>A server that runs its own simulated nodes, for a load that plays no platform.</summary>
internal static class ServerNodes
{
    /// <summary>Its settings, as an environment spells them.</summary>
    /// <param name="count">How many nodes.</param>
    /// <param name="create">Time that a create takes on each, whatever else the node does.</param>
    public static IReadOnlyDictionary<string, string> Settings(int count, TimeSpan create) =>
        new Dictionary<string, string>
        {
            ["Platform__Kind"] = "nodes",
            ["Nodes__Simulated__Count"] = count.ToString(CultureInfo.InvariantCulture),
            ["Nodes__Simulated__CreateLatency"] = create.ToString("c", CultureInfo.InvariantCulture),
            ["Nodes__Simulated__CreateLatencyPerOther"] = "00:00:00",
        };
}
