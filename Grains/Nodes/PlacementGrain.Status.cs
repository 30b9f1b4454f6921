using System.Collections.Immutable;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Grains.Nodes;

/// <content>What is told of the shard.</content>
public sealed partial class PlacementGrain
{
    /// <inheritdoc/>
    public ValueTask<ShardStatus> GetStatus()
    {
        var fleet = _fleet.Snapshot();
        var known = fleet.Nodes.ToDictionary(node => node.Id);
        return new ValueTask<ShardStatus>(new ShardStatus
        {
            Shard = _shard,
            Policy = fleet.Ledger.Policy,
            Nodes = [.. fleet.Ledger.Nodes.Select(node => ViewOf(node, known.GetValueOrDefault(node.Id)))],
            Waiting = fleet.Waiting,
            Orders = fleet.Orders,
            Leaving = fleet.Leaving.Count,
            Slots = fleet.Ledger.Slots - _nodes.Values.Sum(node => node.Containers.Unclaimed),
            Starting = fleet.Ledger.Pending,
            Offered = RoomSize.Of(fleet.Ledger.Offered),
            Used = RoomSize.Of(fleet.Ledger.Used),
            ManagerFaults = fleet.ManagerFaults,
            PlaceCalls = _placeCalls,
            Forwarded = _forwarded,
            StraysRemoved = _straysRemoved,
            LastPlacements = [.. fleet.Ledger.LastPlacements.Select(ViewOf)],
        });
    }

    private NodeView ViewOf(NodeStatus node, FleetNodeStatus? fleet)
    {
        var entry = _nodes.GetValueOrDefault(node.Id);
        return new NodeView
        {
            NodeId = node.Id.Value,
            Address = entry?.Endpoint.Address ?? "",
            Port = entry?.Endpoint.Port ?? 0,
            Origin = entry?.Origin ?? NodeOrigin.Configured,
            Offered = RoomSize.Of(node.Offered),
            AgentOverhead = entry is null ? default : RoomSize.Of(entry.Spec.Capacity - node.Offered),
            Used = RoomSize.Of(node.Used),
            Free = RoomSize.Of(node.Free),
            Measured = node.MeasuredUse is { } use ? RoomSize.Of(use) : null,
            Slots = node.Slots - (entry?.Containers.Unclaimed ?? 0),
            Starting = node.StartingCreates,
            Health = node.Health,
            IsDraining = node.IsDraining,
            Faults = fleet?.Faults ?? 0,
            UnknownContainers = entry?.Containers.Strays ?? 0,
            Functions =
            [
                .. node.Functions
                    .Where(count => count.Function != UnclaimedSlots.Function)
                    .Select(count => new FunctionSlots(count.Function.Value, count.Slots)),
            ],
        };
    }

    private static PlacementView ViewOf(PlacementRecord record) => new()
    {
        At = record.At,
        Function = record.Function.Value,
        Need = RoomSize.Of(record.Need),
        Policy = record.Policy,
        NodeId = record.Node?.Value,
        Refusal = record.Refusal,
        Score = record.Score,
        Scored = record.Scored,
    };
}
