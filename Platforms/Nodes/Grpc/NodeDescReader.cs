using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>Reads what a resource manager says of its nodes.</summary>
internal static class NodeDescReader
{
    /// <summary>What in a description cannot be true; null when nothing is.</summary>
    public static string? FindLie(NodeDesc? node) => node is null
        ? "The manager answered without a node."
        : Claims.Id("The id of a node", node.Id)
            ?? Claims.Endpoint($"node '{node.Id}'", node.Address, node.NodeServicePort)
            ?? Claims.Memory($"node '{node.Id}'", node.MemoryInBytes);

    /// <summary>Whether it is lent now: a manager may tell of those that were, too.</summary>
    public static bool IsLent(NodeDesc node) => node.ReleasedTimeTimestampMs <= 0;

    /// <summary>What in a list of nodes cannot be true; null when nothing is.</summary>
    public static string? FindLie(IEnumerable<NodeDesc> nodes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (FindLie(node) is { } lie)
            {
                return lie;
            }

            if (!seen.Add(node.Id))
            {
                return $"Node '{node.Id}' is in the list twice.";
            }
        }

        return null;
    }

    /// <summary>A description in which no lie was found.</summary>
    public static NodeOffer Read(NodeDesc node) => new(
        new NodeId(node.Id),
        new NodeEndpoint(node.Address, (int)node.NodeServicePort),
        Claims.Megabytes(node.MemoryInBytes));
}
