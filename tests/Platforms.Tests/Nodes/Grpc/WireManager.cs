using System.Collections.Concurrent;
using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>A resource manager's side of the wire: notes what arrives and answers what the test says.</summary>
internal sealed class WireManager : ResourceManager.ResourceManagerBase
{
    public Func<ReserveNodeRequest, ServerCallContext, Task<ReserveNodeReply>> OnReserve { get; set; } =
        (_, _) => Task.FromResult(new ReserveNodeReply { Node = Node() });

    public Func<ReleaseNodeRequest, ServerCallContext, Task<ReleaseNodeReply>> OnRelease { get; set; } =
        (_, _) => Task.FromResult(new ReleaseNodeReply());

    public Func<GetNodesUsageRequest, ServerCallContext, Task<GetNodesUsageReply>> OnUsage { get; set; } =
        (_, _) => Task.FromResult(new GetNodesUsageReply { Nodes = { Node("n1"), Node("n2") } });

    public ConcurrentQueue<ReserveNodeRequest> Reserves { get; } = new();

    public ConcurrentQueue<ReleaseNodeRequest> Releases { get; } = new();

    public ConcurrentQueue<GetNodesUsageRequest> Usages { get; } = new();

    /// <summary>A good node of 3 GB.</summary>
    public static NodeDesc Node(string id = "n1") =>
        new() { Id = id, Address = "10.0.0.7", NodeServicePort = 10_450, MemoryInBytes = 3L << 30 };

    public override Task<ReserveNodeReply> ReserveNode(ReserveNodeRequest request, ServerCallContext context)
    {
        Reserves.Enqueue(request);
        return OnReserve(request, context);
    }

    public override Task<ReleaseNodeReply> ReleaseNode(ReleaseNodeRequest request, ServerCallContext context)
    {
        Releases.Enqueue(request);
        return OnRelease(request, context);
    }

    public override Task<GetNodesUsageReply> GetNodesUsage(GetNodesUsageRequest request, ServerCallContext context)
    {
        Usages.Enqueue(request);
        return OnUsage(request, context);
    }
}
