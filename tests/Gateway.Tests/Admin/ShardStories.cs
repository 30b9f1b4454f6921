using System.Collections.Immutable;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>Shards to tell of.</summary>
internal static class ShardStories
{
    public static readonly DateTimeOffset T0 = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    public static NodeView Node(string id) => new()
    {
        NodeId = id,
        Address = "10.0.0.7",
        Port = 30_000,
        Origin = NodeOrigin.Ordered,
        Offered = new RoomSize(3_000, 1_900),
        AgentOverhead = new RoomSize(72, 100),
        Used = new RoomSize(1_024, 640),
        Free = new RoomSize(1_976, 1_260),
        Measured = new RoomSize(700, 150),
        Slots = 2,
        Starting = 1,
        Health = NodeHealth.Suspect,
        IsDraining = true,
        Faults = 3,
        UnknownContainers = 4,
        Functions = [new FunctionSlots("f", 2), new FunctionSlots("g", 1)],
    };

    public static PlacementView Placed(string function, TimeSpan after) => new()
    {
        At = T0 + after,
        Function = function,
        Need = new RoomSize(512, 333),
        Policy = "best-fit",
        NodeId = "n1",
        Score = 0.25,
        Scored = 7,
    };

    public static PlacementView Refused(string function, PlacementRefusal refusal) =>
        Placed(function, TimeSpan.Zero) with { NodeId = null, Refusal = refusal, Score = 0, Scored = 0 };

    public static FakeShard Shard(int number, params NodeView[] nodes) =>
        new() { Status = new ShardStatus { Shard = number, Policy = "best-fit", Nodes = [.. nodes] } };

    public static FakeShard Deciding(int number, params PlacementView[] placements) => new()
    {
        Status = new ShardStatus
        {
            Shard = number,
            Waiting = 2,
            Orders = 1,
            LastPlacements = ImmutableArray.Create(placements),
        },
    };
}
