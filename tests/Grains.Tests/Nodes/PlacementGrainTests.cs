using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>A shard of nodes as its callers see it.</summary>
public sealed class PlacementGrainTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Place_FullShard_ForwardsOnce()
    {
        var unstarted = new NodeCluster().With("n0", "n1");
        unstarted.Options.Shards = 2;
        unstarted.Options.CreatesPerNode = 100;
        await using var cluster = await unstarted.StartAsync();
        await PlaceAsync(cluster, 0, null, [.. Enumerable.Range(0, 24).Select(i => Wish($"old{i}"))]);

        var answer = (await PlaceAsync(cluster, 0, 1, Wish("t1")))[0];

        Assert.Equal((PlacementOutcome.Placed, 1, "n1"), (answer.Outcome, answer.Shard, answer.NodeId));
        Assert.Equal(1, (await cluster.Shard(0).GetStatus()).Forwarded);
        Assert.Equal(0, (await cluster.Shard(0).GetStatus()).Waiting);
    }

    [Fact]
    public async Task Place_BothShardsFull_WaitsAtTheSecondAndIsNotForwardedBack()
    {
        var unstarted = new NodeCluster();
        unstarted.Options.Shards = 2;
        await using var cluster = await unstarted.StartAsync();

        var answer = (await PlaceAsync(cluster, 0, 1, Wish("t1")))[0];

        Assert.Equal((PlacementOutcome.Waiting, 1), (answer.Outcome, answer.Shard));
        Assert.Equal(0, (await cluster.Shard(1).GetStatus()).Forwarded);
        Assert.Equal(1, (await cluster.Shard(1).GetStatus()).Waiting);
    }

    [Fact]
    public async Task Place_LingersUntilANodeComes_IsAnsweredThen()
    {
        await using var cluster = await new NodeCluster().StartAsync();
        var call = new PlacementCall { Wishes = [Wish("t1")], Lingers = true };
        var placing = cluster.Shard().Place(call).EndsAsync();
        await cluster.StatusAsync(status => status.Waiting == 1);

        await cluster.Shard().Register(Registration("n1"));

        Assert.Equal("n1", (await placing).Answers[0].NodeId);
    }

    [Fact]
    public async Task Place_LingersInVain_IsToldToAskAgainAfterASecond()
    {
        await using var cluster = await new NodeCluster().StartAsync();
        var placing = cluster.Shard().Place(new PlacementCall { Wishes = [Wish("t1")], Lingers = true }).EndsAsync();
        await cluster.StatusAsync(status => status.Waiting == 1);

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(PlacementOutcome.Waiting, (await placing).Answers[0].Outcome);
    }

    [Fact]
    public async Task Register_LeaseRunsOut_ItsSlotsAreLostAndWaitersGetOthers()
    {
        await using var cluster = await new NodeCluster().StartAsync();
        await cluster.Shard().Register(Registration("n1"));
        var function = cluster.Function();
        var held = await function.AssignAsync("r1");
        var second = await cluster.Shard().Register(Registration("n2"));

        cluster.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.True(await cluster.Shard().Renew("n2", second.Registration, s_lease));
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        await cluster.StatusAsync(status => status.Nodes.Length == 1);
        await function.StatusAsync(status => status is { Busy: 0, SlotsForgotten: 1 });
        Assert.Equal(IdleOutcome.Repeated, await function.IdleAsync("r1", held.InstanceId));
        Assert.Equal("n2", (await function.AssignAsync("r2")).Location!.NodeId);
        Assert.Equal(1, cluster.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Renew_UnknownNode_IsToldToRegister()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        Assert.False(await cluster.Shard().Renew("n9", 1, s_lease));
        Assert.False(await cluster.Shard().Renew("n1", 1, s_lease));
    }

    [Fact]
    public async Task Renew_OfOneThatWasReplaced_DoesNotKeepTheOtherAlive()
    {
        await using var cluster = await new NodeCluster().StartAsync();
        var first = await cluster.Shard().Register(Registration("n1"));
        cluster.Clock.Advance(s_lease);
        await cluster.StatusAsync(status => status.Nodes.IsEmpty);
        var second = await cluster.Shard().Register(Registration("n1") with { Address = "elsewhere" });

        Assert.False(await cluster.Shard().Renew("n1", first.Registration, s_lease));
        Assert.False(await cluster.Shard().Leave("n1", first.Registration));
        Assert.True(await cluster.Shard().Renew("n1", second.Registration, s_lease));
    }

    [Fact]
    public async Task Register_WhatCannotBe_IsRefusedWithTheValue()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        var negative = await cluster.Shard().Register(Registration("n2") with { Offers = new RoomSize(-5, 100) });
        var taken = await cluster.Shard().Register(Registration("n1"));
        var noLease = await cluster.Shard().Register(Registration("n3") with { Lease = TimeSpan.Zero });

        Assert.Equal(JoinStatus.Invalid, negative.Status);
        Assert.Contains("-5", negative.Problem, StringComparison.Ordinal);
        Assert.Equal(JoinStatus.AlreadyHere, taken.Status);
        Assert.Contains("n1", taken.Problem, StringComparison.Ordinal);
        Assert.Equal(JoinStatus.Invalid, noLease.Status);
    }

    [Fact]
    public async Task Leave_Registered_LosesItsSlots()
    {
        await using var cluster = await new NodeCluster().StartAsync();
        var node = await cluster.Shard().Register(Registration("n1"));
        await cluster.Function().AssignAsync("r1");

        Assert.True(await cluster.Shard().Leave("n1", node.Registration));

        await cluster.Function().StatusAsync(status => status.SlotsForgotten == 1);
        Assert.False(await cluster.Shard().Leave("n1", node.Registration));
    }

    [Fact]
    public async Task Drain_Node_GetsNoMoreSlots()
    {
        await using var cluster = await new NodeCluster().With("n1", "n2").StartAsync();

        Assert.Equal(NodeChange.Changed, await cluster.Shard().Drain("n1", true));
        var answers = await PlaceAsync(cluster, 0, null, Wish("t1"), Wish("t2"));

        Assert.All(answers, answer => Assert.Equal("n2", answer.NodeId));
        Assert.Equal(NodeChange.UnknownNode, await cluster.Shard().Drain("n9", true));
    }

    [Fact]
    public async Task Withdraw_Waiting_LeavesTheLine()
    {
        await using var cluster = await new NodeCluster().StartAsync();
        await PlaceAsync(cluster, 0, null, Wish("t1"), Wish("t2"));

        await cluster.Shard().Withdraw(["t1", "unknown"]);

        Assert.Equal(1, (await cluster.Shard().GetStatus()).Waiting);
    }

    [Fact]
    public async Task Confirm_AfterTheRoomRanOut_IsUnknown()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();
        var place = (await PlaceAsync(cluster, 0, null, Wish("t1")))[0];

        cluster.Clock.Advance(cluster.Options.ReservedFor);
        await cluster.StatusAsync(status => status.Starting == 0);
        var confirmed = await cluster.Shard().Confirm([new SlotConfirmation(place.Reservation, "t1", "c1")]);

        Assert.Equal(ConfirmStatus.UnknownReservation, Assert.Single(confirmed));
    }

    internal static NodeRegistration Registration(string name) => new()
    {
        NodeId = name,
        Address = name,
        Port = 10_500,
        Offers = new RoomSize(3_072, 2_000),
        Lease = s_lease,
    };

    internal static PlacementWish Wish(string ticket) => new()
    {
        Ticket = ticket,
        Function = "f",
        Need = RoomSize.Of(Resources.OfMemory(128)),
        Wait = TimeSpan.FromSeconds(30),
    };

    internal static async Task<ImmutableArray<PlacementAnswer>> PlaceAsync(
        NodeCluster cluster, int shard, int? other, params PlacementWish[] wishes)
    {
        var call = new PlacementCall { Wishes = [.. wishes], Alternative = other };
        return (await cluster.Shard(shard).Place(call).EndsAsync()).Answers;
    }
}
