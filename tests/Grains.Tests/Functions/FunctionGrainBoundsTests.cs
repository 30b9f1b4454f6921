using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Bounds over all functions of a silo: refused at once, and given back when something goes.</summary>
public sealed class FunctionGrainBoundsTests
{
    [Fact]
    public async Task Assign_SlotsBoundReached_IsRejectedAtOnceWithoutThePlatform()
    {
        await using var cluster = await StartAsync(slots: 1);
        await cluster.Function("f1").StartAsync(cluster.Platform, "r1");

        var reply = await cluster.Function("f2").AssignAsync("r2");

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.SlotsBound, reply.Reason);
        Assert.Equal(1, cluster.Platform.Creates.Count);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Assign_SlotOfAnotherFunctionIsGone_IsServed()
    {
        await using var cluster = await StartAsync(slots: 1);
        var first = cluster.Function("f1");
        var instance = await first.StartAsync(cluster.Platform, "r1");
        var second = cluster.Function("f2");
        await second.AssignAsync("r2");

        cluster.Platform.SucceedAlways();
        await first.IdleAsync("r1", instance, needDestroy: true);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
        var reply = await second.AssignToTheEndAsync("r3");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
    }

    [Fact]
    public async Task Assign_SlotsBoundReachedByItsOwnSlots_WaitsForOneOfThem()
    {
        await using var cluster = await StartAsync(slots: 1);
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        var waiter = function.AssignAsync("r2");
        await function.StatusAsync(status => status.Waiting == 1);

        await function.IdleAsync("r1", instance);

        Assert.Equal(instance, (await waiter).InstanceId);
    }

    [Fact]
    public async Task Assign_FunctionsBoundReached_IsRejectedAtOnce()
    {
        await using var cluster = await StartAsync(functions: 1);
        await cluster.Function("f1").StartAsync(cluster.Platform, "r1");

        var reply = await cluster.Function("f2").AssignAsync("r2");

        Assert.Equal(AssignOutcome.Rejected, reply.Outcome);
        Assert.Equal(Reason.FunctionsBound, reply.Reason);
        Assert.Equal(1, cluster.Quotas.Functions.Taken);
        Assert.Equal(1, cluster.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_AnotherFunctionIsShutDown_IsServed()
    {
        await using var cluster = await StartAsync(functions: 1);
        cluster.Platform.SucceedAlways();
        var first = cluster.Function("f1");
        await first.IdleAsync("r1", (await first.AssignAsync("r1")).InstanceId);
        await cluster.Function("f2").AssignAsync("r2");

        await cluster.Cluster.DeactivateAsync(first.Grain).EndsAsync();

        Assert.Equal(AssignOutcome.Granted, (await cluster.Function("f2").AssignAsync("r2")).Outcome);
    }

    private static Task<FunctionCluster> StartAsync(int slots = 100, int functions = 100)
    {
        var cluster = new FunctionCluster();
        cluster.Functions.MaximumSlots = slots;
        cluster.Functions.MaximumFunctions = functions;
        return cluster.StartAsync();
    }
}
