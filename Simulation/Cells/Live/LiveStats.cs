using OrleansScaler.Protos.MiniFaas2020.NodeService;
using Seen = OrleansScaler.Platforms.Nodes;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What a node uses, as the wire says it.</summary>
internal static class LiveStats
{
    /// <summary>100 % is one core.</summary>
    private const double MillicoresPerPercent = 10;

    /// <summary>The model has no disk; a full one would frighten a scheduler off.</summary>
    private const long DiskBytes = 50L << 30;

    private const long Inodes = 3_000_000;

    public static GetStatsReply Of(Seen.NodeStats stats, string owner) => new()
    {
        NodeStats = Of(stats),
        ContainerStatsList = { stats.Containers.Select(Of) },
        LiveId = stats.LiveId,
        OwnerAccountId = owner,
    };

    private static NodeStats Of(Seen.NodeStats stats)
    {
        var (total, used) = (Bytes.Of(stats.Total.MemoryMegabytes), Bytes.Of(stats.Used.MemoryMegabytes));
        return new NodeStats
        {
            TotalMemoryInBytes = total,
            MemoryUsageInBytes = used,
            AvailableMemoryInBytes = total - used,
            CpuUsagePct = stats.Used.CpuMillicores / MillicoresPerPercent,
            DiskTotalInBytes = DiskBytes,
            DiskAvailInBytes = DiskBytes,
            DiskTotalInodes = Inodes,
            DiskFreeInodes = Inodes,
        };
    }

    private static ContainerStats Of(Seen.ContainerStats container) => new()
    {
        ContainerId = container.ContainerId,
        TotalMemoryInBytes = Bytes.Of(container.LimitMegabytes),
        MemoryUsageInBytes = Bytes.Of(container.Used.MemoryMegabytes),
        CpuUsagePct = container.Used.CpuMillicores / MillicoresPerPercent,
    };
}
