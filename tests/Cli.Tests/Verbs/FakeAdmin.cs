using Grpc.Core;
using OrleansScaler.Protos.Admin;

namespace OrleansScaler.Cli.Tests.Verbs;

/// <summary>A server of two shards with a node each: the second may be silent, or the server refuse.</summary>
internal sealed class FakeAdmin : Admin.AdminBase
{
    public StatusCode? Refuses { get; init; }

    public string? Problem { get; init; }

    public List<DrainNodeRequest> Drains { get; } = [];

    public override async Task ListNodes(
        ListNodesRequest request, IServerStreamWriter<ListNodesReply> responseStream, ServerCallContext context)
    {
        if (Refuses is { } status)
        {
            throw new RpcException(new Status(status, "sentence"));
        }

        var first = new ShardSummary { Slots = 2, WaitingWishes = 4 };
        await responseStream.WriteAsync(new ListNodesReply { Shard = 0, Summary = first, Nodes = { Node("a") } });
        var second = new ShardSummary { Slots = 1, WaitingWishes = 1 };
        await responseStream.WriteAsync(Problem is null
            ? new ListNodesReply { Shard = 1, Summary = second, Nodes = { Node("b") } }
            : new ListNodesReply { Shard = 1, Problem = Problem });
    }

    public override Task<GetPlacementsReply> GetPlacements(GetPlacementsRequest request, ServerCallContext context)
    {
        var placed = new PlacementRecord
        {
            DecidedAtUnixMs = 1_700_000_000_123,
            FunctionKey = "f[1]",
            Need = new Amount { MemoryMegabytes = 256, CpuMillicores = 167 },
            NodeId = "a",
            Policy = "best-fit",
            Score = 0.5,
            NodesScored = 2,
        };
        var refused = new PlacementRecord(placed) { NodeId = "", Refusal = PlacementRefusal.NoRoom };
        return Task.FromResult(new GetPlacementsReply { Placements = { placed, refused } });
    }

    public override Task<DrainNodeReply> DrainNode(DrainNodeRequest request, ServerCallContext context)
    {
        if (request.NodeId != "a")
        {
            throw new RpcException(new Status(StatusCode.NotFound, $"There is no node '{request.NodeId}'."));
        }

        Drains.Add(request);
        return Task.FromResult(new DrainNodeReply { Changed = true });
    }

    private static Node Node(string id) => new()
    {
        NodeId = id,
        Origin = NodeOrigin.Ordered,
        Health = NodeHealth.Quarantined,
        Draining = true,
        Capacity = new Amount { MemoryMegabytes = 3_072, CpuMillicores = 2_000 },
        AgentOverhead = new Amount(),
        Used = new Amount { MemoryMegabytes = 512, CpuMillicores = 334 },
        Free = new Amount { MemoryMegabytes = 2_560, CpuMillicores = 1_666 },
        Slots = 2,
        Functions = { new FunctionSlots { FunctionKey = "f[1]", Slots = 2 } },
    };
}
