using Grpc.Core;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Gateway.Admin;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Testing.Polling;
using static OrleansScaler.Gateway.Tests.Admin.ShardStories;
using FunctionSlots = OrleansScaler.Protos.Admin.FunctionSlots;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>What is told of nodes.</summary>
public sealed class ListNodesTests
{
    [Fact]
    public async Task ListNodes_OneNode_TellsAllOfIt()
    {
        await using var host = await AdminHost.StartAsync(Shard(0, Node("n1")));

        var reply = Assert.Single(await ListAsync(host));

        var expected = new Node
        {
            NodeId = "n1",
            Address = "10.0.0.7",
            Port = 30_000,
            Origin = NodeOrigin.Ordered,
            Health = NodeHealth.Suspect,
            Draining = true,
            Capacity = new Amount { MemoryMegabytes = 3_072, CpuMillicores = 2_000 },
            AgentOverhead = new Amount { MemoryMegabytes = 72, CpuMillicores = 100 },
            Used = new Amount { MemoryMegabytes = 1_024, CpuMillicores = 640 },
            Free = new Amount { MemoryMegabytes = 1_976, CpuMillicores = 1_260 },
            MeasuredUse = new Amount { MemoryMegabytes = 700, CpuMillicores = 150 },
            Slots = 2,
            CreatesUnderWay = 1,
            FaultsInARow = 3,
            UnknownContainers = 4,
            Functions =
            {
                new FunctionSlots { FunctionKey = "f", Slots = 2 }, new FunctionSlots { FunctionKey = "g", Slots = 1 },
            },
        };
        Assert.Equal(expected, Assert.Single(reply.Nodes));
    }

    [Fact]
    public async Task ListNodes_Always_TellsTheShardAsAWhole()
    {
        var shard = new FakeShard
        {
            Status = new ShardStatus
            {
                Shard = 0, Policy = "spread", Waiting = 1, Orders = 2, Leaving = 3, Slots = 4, Starting = 5,
                Offered = new RoomSize(6, 7), Used = new RoomSize(8, 9), ManagerFaults = 10, PlaceCalls = 11,
                Forwarded = 12, StraysRemoved = 13,
            },
        };
        await using var host = await AdminHost.StartAsync(shard);

        var reply = Assert.Single(await ListAsync(host));

        var expected = new ShardSummary
        {
            Policy = "spread", WaitingWishes = 1, OrdersUnderWay = 2, NodesLeaving = 3, Slots = 4, CreatesUnderWay = 5,
            Offered = new Amount { MemoryMegabytes = 6, CpuMillicores = 7 },
            Used = new Amount { MemoryMegabytes = 8, CpuMillicores = 9 },
            ManagerFaults = 10, PlaceCalls = 11, WishesForwarded = 12, StraysRemoved = 13,
        };
        Assert.Equal((expected, ""), (reply.Summary, reply.Problem));
    }

    [Fact]
    public async Task ListNodes_NobodyMeasured_SaysNothingOfMeasuredUse()
    {
        await using var host = await AdminHost.StartAsync(Shard(0, Node("n1") with { Measured = null }));

        Assert.Null((await ListAsync(host))[0].Nodes[0].MeasuredUse);
    }

    [Fact]
    public async Task ListNodes_ManyNodes_ComeInSeveralMessagesAndInOrder()
    {
        var views = Enumerable.Range(0, 500).Select(n => Node($"n{n:000}")).ToArray();
        await using var host = await AdminHost.StartAsync(Shard(0, views), Shard(1, Node("z")));

        var replies = await ListAsync(host);

        Assert.All(replies, reply => Assert.InRange(reply.Nodes.Count, 1, 96));
        Assert.Equal(
            [.. views.Select(view => view.NodeId), "z"],
            replies.SelectMany(reply => reply.Nodes).Select(node => node.NodeId));
        Assert.Equal([0, 1], replies.Where(reply => reply.Summary is not null).Select(reply => reply.Shard));
    }

    [Fact]
    public async Task ListNodes_AMessageOfFullNodesWithTheLongestKeys_IsNoMoreThanClientsTake()
    {
        var functions = Enumerable.Range(0, 32)
            .Select(n => new Contracts.Nodes.FunctionSlots($"{n:00}{new string('k', 510)}", 1));
        var views = Enumerable.Range(0, 96).Select(n => Node($"n{n:000}") with { Functions = [.. functions] });
        await using var host = await AdminHost.StartAsync(Shard(0, [.. views]));

        Assert.Equal(96, Assert.Single(await ListAsync(host)).Nodes.Count);
    }

    [Fact]
    public async Task ListNodes_AShardFails_IsNamedBesideTheOthers()
    {
        var broken = new FakeShard { Broken = new InvalidOperationException("lost its way") };
        await using var host = await AdminHost.StartAsync(Shard(0, Node("a")), broken, Shard(2, Node("c")));

        var replies = await ListAsync(host);

        Assert.Equal([0, 1, 2], replies.Select(reply => reply.Shard));
        Assert.Equal(("Shard 1 cannot be asked now: lost its way", null), (replies[1].Problem, replies[1].Summary));
        Assert.Equal(["a", "c"], replies.SelectMany(reply => reply.Nodes).Select(node => node.NodeId));
    }

    [Fact]
    public async Task ListNodes_AShardIsSilent_IsNamedWhenItHasHadItsTime()
    {
        await using var host = await AdminHost.StartAsync(Shard(0, Node("a")), new FakeShard { IsMute = true });

        var listing = ListAsync(host);
        await Eventually.HoldsAsync(() => host.Clock.ArmedTimers > 0);
        host.Clock.Advance(NodeShards.Patience);
        var replies = await listing;

        Assert.Equal(["", "Shard 1 has not answered within 2 s."], replies.Select(reply => reply.Problem));
    }

    [Fact]
    public async Task ListNodes_NoNodesOfItsOwn_IsAFailedPreconditionThatSaysSo()
    {
        await using var host = await AdminHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => ListAsync(host));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal(
            "This server has no nodes of its own: its platform places slots by itself.", error.Status.Detail);
    }

    [Fact]
    public async Task ListNodes_AskedWhereFunctionsAreCalled_IsNotServed()
    {
        await using var host = await AdminHost.StartAsync(Shard(0));
        using var call = host.AdminAtTheScaler.ListNodes(new ListNodesRequest());

        var error = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseStream.MoveNext(CancellationToken.None).EndsAsync());

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    private static async Task<List<ListNodesReply>> ListAsync(AdminHost host)
    {
        using var call = host.Admin.ListNodes(new ListNodesRequest());
        var replies = new List<ListNodesReply>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None).EndsAsync())
        {
            replies.Add(call.ResponseStream.Current);
        }

        return replies;
    }
}
