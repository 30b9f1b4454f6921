using System.Collections.Concurrent;
using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.NodeService;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>A node's side of the wire: notes what arrives and answers what the test says.</summary>
internal sealed class WireNode : NodeService.NodeServiceBase
{
    public Func<ReserveRequest, ServerCallContext, Task<ReserveReply>> OnReserve { get; set; } =
        (_, _) => Task.FromResult(new ReserveReply());

    public Func<CreateContainerRequest, ServerCallContext, Task<CreateContainerReply>> OnCreate { get; set; } =
        (_, _) => Task.FromResult(new CreateContainerReply { ContainerId = "c1" });

    public Func<RemoveContainerRequest, ServerCallContext, Task<RemoveContainerReply>> OnRemove { get; set; } =
        (_, _) => Task.FromResult(new RemoveContainerReply());

    public Func<GetStatsRequest, ServerCallContext, Task<GetStatsReply>> OnStats { get; set; } =
        (_, _) => Task.FromResult(Stats());

    public ConcurrentQueue<ReserveRequest> Reserves { get; } = new();

    public ConcurrentQueue<CreateContainerRequest> Creates { get; } = new();

    public ConcurrentQueue<RemoveContainerRequest> Removes { get; } = new();

    public ConcurrentQueue<GetStatsRequest> StatsAsked { get; } = new();

    /// <summary>A good answer: 1 GB of 4 used, 37.5 % of a core, two containers.</summary>
    public static GetStatsReply Stats() => new()
    {
        LiveId = "live-1",
        NodeStats = new NodeStats
        {
            TotalMemoryInBytes = 4L << 30,
            MemoryUsageInBytes = 1L << 30,
            AvailableMemoryInBytes = 3L << 30,
            CpuUsagePct = 37.5,
        },
        ContainerStatsList = { Container("c2"), Container("c1") },
    };

    /// <summary>A good container: 64 MB of 128 used, a quarter of a core.</summary>
    public static ContainerStats Container(string id) => new()
    {
        ContainerId = id,
        TotalMemoryInBytes = 128L << 20,
        MemoryUsageInBytes = 64L << 20,
        CpuUsagePct = 25,
    };

    public override Task<ReserveReply> Reserve(ReserveRequest request, ServerCallContext context)
    {
        Reserves.Enqueue(request);
        return OnReserve(request, context);
    }

    public override Task<CreateContainerReply> CreateContainer(
        CreateContainerRequest request, ServerCallContext context)
    {
        Creates.Enqueue(request);
        return OnCreate(request, context);
    }

    public override Task<RemoveContainerReply> RemoveContainer(
        RemoveContainerRequest request, ServerCallContext context)
    {
        Removes.Enqueue(request);
        return OnRemove(request, context);
    }

    public override Task<GetStatsReply> GetStats(GetStatsRequest request, ServerCallContext context)
    {
        StatsAsked.Enqueue(request);
        return OnStats(request, context);
    }
}
