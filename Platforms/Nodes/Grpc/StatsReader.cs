using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Scheduling.Nodes;
using WireContainer = OrleansScaler.Protos.MiniFaas2020.NodeService.ContainerStats;
using WireNode = OrleansScaler.Protos.MiniFaas2020.NodeService.NodeStats;

namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>Reads what a node says that it and its containers use.</summary>
internal static class StatsReader
{
    /// <summary>Every machine of this protocol has two cores; what it says of its CPU goes from 0 to 200 %.</summary>
    private const double MachineMillicores = 2_000;

    /// <summary>100 % are 1,000 millicores.</summary>
    private const double MillicoresPerPercent = 10;

    /// <summary>
    /// Work is counted over an interval that a clock measures, and both have errors: a machine at its limit may seem to
    /// do a tenth more than it can. That is cut off; anything above is no measurement.
    /// </summary>
    private const double MaximumPercent = MachineMillicores / MillicoresPerPercent * 1.1;

    /// <summary>What in the answer cannot be true; null when nothing is.</summary>
    public static string? FindLie(GetStatsReply reply)
    {
        if (reply.NodeStats is not { } node)
        {
            return "The node answered without stats of itself.";
        }

        if (FindLie(node) is { } lie)
        {
            return lie;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in reply.ContainerStatsList)
        {
            if (FindLie(container) is { } wrong)
            {
                return wrong;
            }

            if (!seen.Add(container.ContainerId))
            {
                return $"Container '{container.ContainerId}' is in the list twice.";
            }
        }

        return null;
    }

    /// <summary>An answer in which no lie was found.</summary>
    public static NodeStats Read(GetStatsReply reply) => new(
        reply.LiveId,
        new Resources(Claims.Megabytes(reply.NodeStats.TotalMemoryInBytes), MachineMillicores),
        UseOf(reply.NodeStats.MemoryUsageInBytes, reply.NodeStats.CpuUsagePct),
        [.. reply.ContainerStatsList.Select(Read).OrderBy(container => container.ContainerId, StringComparer.Ordinal)])
    {
        Owner = reply.OwnerAccountId,
    };

    private static string? FindLie(WireNode node) =>
        Claims.Memory("the node", node.TotalMemoryInBytes)
        ?? Claims.Part("The node's used memory", node.MemoryUsageInBytes, node.TotalMemoryInBytes)
        ?? Claims.Part("The node's available memory", node.AvailableMemoryInBytes, node.TotalMemoryInBytes)
        ?? Claims.Cpu("the node", node.CpuUsagePct, MaximumPercent);

    private static string? FindLie(WireContainer container)
    {
        var name = $"container '{container.ContainerId}'";
        return Claims.Id("The id of a container", container.ContainerId)
            ?? Claims.Memory(name, container.TotalMemoryInBytes)
            ?? Claims.Part($"The used memory of {name}", container.MemoryUsageInBytes, container.TotalMemoryInBytes)
            ?? Claims.Cpu(name, container.CpuUsagePct, MaximumPercent);
    }

    private static ContainerStats Read(WireContainer container) => new(
        container.ContainerId,
        Claims.Megabytes(container.TotalMemoryInBytes),
        UseOf(container.MemoryUsageInBytes, container.CpuUsagePct));

    private static Resources UseOf(long bytes, double percent) => new(
        Claims.Megabytes(bytes), Math.Min(percent * MillicoresPerPercent, MachineMillicores));
}
