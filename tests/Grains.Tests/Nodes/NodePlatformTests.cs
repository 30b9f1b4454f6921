using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>Functions whose slots stand on nodes of ours.</summary>
public sealed class NodePlatformTests
{
    [Fact]
    public async Task Assign_FirstCall_StandsOnANodeAndSaysWhere()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        var reply = await cluster.Function().AssignAsync("r1");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal(new InstanceLocation("n1", "n1", 10_500, "n1-c1"), reply.Location);
        var status = await cluster.StatusAsync(status => status.Slots == 1);
        Assert.Equal((128, 0), (status.Used.MemoryMegabytes, status.Starting));
    }

    [Fact]
    public async Task Assign_BurstOfOneFunction_AsksForRoomOnce()
    {
        var unstarted = new NodeCluster().With("n1", "n2", "n3");
        unstarted.Functions.Pools.InitialSlots = 20;
        await using var cluster = await unstarted.StartAsync();

        await cluster.Function().AssignAsync("r1");
        var status = await cluster.StatusAsync(status => status.Slots == 20);

        Assert.Equal(1, status.PlaceCalls);
    }

    [Fact]
    public async Task Assign_NoRoom_WaiterKeepsItsDeadline()
    {
        await using var cluster = await new NodeCluster().StartAsync();

        var reply = await cluster.Function().AssignToTheEndAsync("r1", TimeSpan.FromSeconds(3));

        Assert.Equal((AssignOutcome.Rejected, Reason.WaitDeadline), (reply.Outcome, reply.Reason));
    }

    [Fact]
    public async Task Assign_CreateFails_GivesItsRoomBack()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();
        cluster.Nodes["n1"].Create = _ =>
            Task.FromResult(new CreateContainerResult(PlatformOutcome.Failed, Message: "no such image"));

        _ = cluster.Function().AssignAsync("r1");

        await Eventually.HoldsAsync(async () => (await cluster.Shard().GetStatus()).PlaceCalls > 0);
        await cluster.StatusAsync(status => status is { Slots: 0, Starting: 0 });
    }

    [Fact]
    public async Task Destroy_ContainerNotRemoved_KeepsItsRoomTaken()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();
        var reply = await cluster.Function().AssignAsync("r1");
        cluster.Nodes["n1"].Remove = _ => Task.FromResult(new NodeCallResult(PlatformOutcome.Unavailable));

        await cluster.Function().IdleAsync("r1", reply.InstanceId, needDestroy: true);
        await cluster.Function().StatusAsync(status => status.Retiring == 1);
        Assert.Equal(1, (await cluster.Shard().GetStatus()).Slots);

        cluster.Nodes["n1"].Remove = null;
        await cluster.PassesUntilAsync(async () => (await cluster.Shard().GetStatus()).Slots == 0);
        Assert.Empty(cluster.Nodes.Containers);
    }

    [Fact]
    public async Task Confirm_RoomRanOutDuringTheCreate_ContainerIsRemovedAndAnotherMade()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();
        var slow = new TaskCompletionSource();
        cluster.Nodes["n1"].Create = async order =>
        {
            await slow.Task;
            return new CreateContainerResult(PlatformOutcome.Ok, $"c-{order.Name}");
        };
        var assign = cluster.Function().AssignToTheEndAsync("r1", TimeSpan.FromMinutes(5));
        await cluster.PassesUntilAsync(
            async () => (await cluster.Shard().GetStatus()) is { PlaceCalls: > 0, Starting: 0 },
            TimeSpan.FromSeconds(1));

        slow.SetResult();
        var reply = await assign;

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        await Eventually.HoldsAsync(() => cluster.Nodes.Containers.Count == 1);
        Assert.Equal(reply.Location!.ContainerId, cluster.Nodes.Containers[0]);
    }

    [Fact]
    public async Task Confirm_NodeNamesAContainerTwice_NoContainerHasTwoHolders()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();
        cluster.Nodes["n1"].Create = _ =>
            Task.FromResult(new CreateContainerResult(PlatformOutcome.Ok, "always-the-same"));

        var first = await cluster.Function("f").AssignAsync("r1");
        var second = await cluster.Function("g").AssignToTheEndAsync("r2", TimeSpan.FromSeconds(2));

        Assert.Equal(AssignOutcome.Granted, first.Outcome);
        Assert.Equal(AssignOutcome.Rejected, second.Outcome);
        Assert.Equal("always-the-same", Assert.Single(cluster.Nodes.Containers));
        var node = Assert.Single((await cluster.Shard().GetStatus()).Nodes);
        Assert.Equal(NodeHealth.Quarantined, node.Health);
    }

    [Theory]
    [InlineData(SidecarOptions.Before, 900)]
    [InlineData(SidecarOptions.Beside, 500)]
    public async Task Assign_WithASidecar_StartsAndCountsIt(string starts, int readyAfterMilliseconds)
    {
        var unstarted = new NodeCluster().With("n1");
        unstarted.Options.Sidecars.Add(new SidecarOptions
        {
            Prefix = "proxied-",
            MemoryMegabytes = 64,
            CpuMillicores = 50,
            StartDelay = TimeSpan.FromMilliseconds(400),
            Starts = starts,
        });
        await using var cluster = await unstarted.StartAsync();
        cluster.Nodes["n1"].Create = async order =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), cluster.Clock);
            return new CreateContainerResult(PlatformOutcome.Ok, $"c-{order.Name}");
        };
        var begun = cluster.Clock.GetUtcNow();

        var assign = cluster.Function("proxied-f").AssignAsync("r1");
        var status = await cluster.StatusAsync(status => status.Starting == 1);
        await cluster.PassesUntilAsync(() => Task.FromResult(assign.IsCompleted), TimeSpan.FromMilliseconds(1));

        Assert.Equal(192, status.Used.MemoryMegabytes);
        Assert.True(cluster.Clock.GetUtcNow() - begun >= TimeSpan.FromMilliseconds(readyAfterMilliseconds));
    }

    [Fact]
    public async Task CreateSlot_OfNoFunction_IsRefusedInASentence()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();
        var platform = cluster.Functions.Service<IPlatform>();

        var result = await platform.CreateSlotAsync(new SlotOrder("s1", 128), CancellationToken.None);

        Assert.Equal(PlatformOutcome.Refused, result.Outcome);
        Assert.EndsWith("cannot be made.", result.Message, StringComparison.Ordinal);
    }
}
