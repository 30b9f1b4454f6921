using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Protos.Admin;
using FunctionSlots = OrleansScaler.Protos.Admin.FunctionSlots;
using NodeHealth = OrleansScaler.Protos.Admin.NodeHealth;
using NodeOrigin = OrleansScaler.Protos.Admin.NodeOrigin;
using PlacementRefusal = OrleansScaler.Protos.Admin.PlacementRefusal;
using ShardStatus = OrleansScaler.Contracts.Nodes.ShardStatus;
using WeighedRefusal = OrleansScaler.Scheduling.Nodes.Placements.PlacementRefusal;

namespace OrleansScaler.Gateway.Admin;

/// <summary>What shards tell, in the words of the wire.</summary>
internal static class AdminMapping
{
    /// <summary>A shard's messages: at least one, the first with the shard as a whole.</summary>
    public static IEnumerable<ListNodesReply> NodesOf(ShardAnswer<ShardStatus> answer, int nodesInMessage)
    {
        if (answer.Value is not { } status)
        {
            yield return new ListNodesReply { Shard = answer.Shard, Problem = answer.Problem ?? "" };
            yield break;
        }

        var reply = new ListNodesReply { Shard = answer.Shard, Summary = SummaryOf(status) };
        foreach (var node in status.Nodes)
        {
            if (reply.Nodes.Count == nodesInMessage)
            {
                yield return reply;
                reply = new ListNodesReply { Shard = answer.Shard };
            }

            reply.Nodes.Add(NodeOf(node));
        }

        yield return reply;
    }

    /// <summary>The last placements of all shards, newest first; those of one instant in the order of shards.</summary>
    public static GetPlacementsReply PlacementsOf(IReadOnlyList<ShardAnswer<ShardStatus>> answers, int limit)
    {
        var known = answers.Where(answer => answer.Value is not null).ToArray();
        var placements = known
            .SelectMany(answer => answer.Value!.LastPlacements.Select(view => PlacementOf(answer.Shard, view)))
            .OrderByDescending(placement => placement.DecidedAtUnixMs)
            .Take(limit);
        var problems = answers.Where(answer => answer.Problem is not null)
            .Select(answer => new ShardProblem { Shard = answer.Shard, Problem = answer.Problem });
        return new GetPlacementsReply
        {
            WaitingWishes = known.Sum(answer => answer.Value!.Waiting),
            OrdersUnderWay = known.Sum(answer => answer.Value!.Orders),
            Placements = { placements },
            Problems = { problems },
        };
    }

    private static ShardSummary SummaryOf(ShardStatus status) => new()
    {
        Policy = status.Policy,
        WaitingWishes = status.Waiting,
        OrdersUnderWay = status.Orders,
        NodesLeaving = status.Leaving,
        Slots = status.Slots,
        CreatesUnderWay = status.Starting,
        Offered = AmountOf(status.Offered),
        Used = AmountOf(status.Used),
        ManagerFaults = status.ManagerFaults,
        PlaceCalls = status.PlaceCalls,
        WishesForwarded = status.Forwarded,
        StraysRemoved = status.StraysRemoved,
    };

    private static Node NodeOf(NodeView node) => new()
    {
        NodeId = node.NodeId,
        Address = node.Address,
        Port = node.Port,
        Origin = OriginOf(node.Origin),
        Health = HealthOf(node.Health),
        Draining = node.IsDraining,
        Capacity = AmountOf(RoomSize.Of(node.Offered.ToResources() + node.AgentOverhead.ToResources())),
        AgentOverhead = AmountOf(node.AgentOverhead),
        Used = AmountOf(node.Used),
        Free = AmountOf(node.Free),
        MeasuredUse = node.Measured is { } measured ? AmountOf(measured) : null,
        Slots = node.Slots,
        CreatesUnderWay = node.Starting,
        FaultsInARow = node.Faults,
        UnknownContainers = node.UnknownContainers,
        Functions =
        {
            node.Functions.Select(count => new FunctionSlots { FunctionKey = count.Function, Slots = count.Slots }),
        },
    };

    private static PlacementRecord PlacementOf(int shard, PlacementView view) => new()
    {
        Shard = shard,
        DecidedAtUnixMs = view.At.ToUnixTimeMilliseconds(),
        FunctionKey = view.Function,
        Need = AmountOf(view.Need),
        NodeId = view.NodeId ?? "",
        Refusal = RefusalOf(view.Refusal),
        Policy = view.Policy,
        Score = view.Score,
        NodesScored = view.Scored,
    };

    private static Amount AmountOf(RoomSize size) =>
        new() { MemoryMegabytes = size.MemoryMegabytes, CpuMillicores = size.CpuMillicores };

    private static NodeOrigin OriginOf(Scheduling.Nodes.Fleet.NodeOrigin origin) => origin switch
    {
        Scheduling.Nodes.Fleet.NodeOrigin.Configured => NodeOrigin.Configured,
        Scheduling.Nodes.Fleet.NodeOrigin.Registered => NodeOrigin.Registered,
        Scheduling.Nodes.Fleet.NodeOrigin.Ordered => NodeOrigin.Ordered,
        _ => NodeOrigin.Unspecified,
    };

    private static NodeHealth HealthOf(Scheduling.Nodes.NodeHealth health) => health switch
    {
        Scheduling.Nodes.NodeHealth.Healthy => NodeHealth.Healthy,
        Scheduling.Nodes.NodeHealth.Suspect => NodeHealth.Suspect,
        Scheduling.Nodes.NodeHealth.Quarantined => NodeHealth.Quarantined,
        _ => NodeHealth.Unspecified,
    };

    private static PlacementRefusal RefusalOf(WeighedRefusal refusal) => refusal switch
    {
        WeighedRefusal.NoNodes => PlacementRefusal.NoNodes,
        WeighedRefusal.TooLargeForAnyNode => PlacementRefusal.TooLargeForAnyNode,
        WeighedRefusal.AllDraining => PlacementRefusal.AllDraining,
        WeighedRefusal.NoneHealthy => PlacementRefusal.NoneHealthy,
        WeighedRefusal.NoRoom => PlacementRefusal.NoRoom,
        WeighedRefusal.CreatesBound => PlacementRefusal.CreatesBound,
        WeighedRefusal.OtherTenants => PlacementRefusal.OtherTenants,
        WeighedRefusal.SlotsBound => PlacementRefusal.SlotsBound,
        WeighedRefusal.NotAllFit => PlacementRefusal.NotAllFit,
        WeighedRefusal.InvalidRequest => PlacementRefusal.InvalidRequest,
        _ => PlacementRefusal.Unspecified,
    };
}
