using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Cold and warm starts: who gets which slot.</summary>
public sealed class FunctionGrainStartTests
{
    [Fact]
    public async Task Assign_NothingIdle_CreatesAndInitsASlotAndGrantsIt()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function("cold");

        var assign = function.AssignAsync("r1");
        var init = await cluster.Platform.StartNextAsync("p1");
        var reply = await assign;

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal(Reason.ReadySlot, reply.Reason);
        Assert.Equal(init.InstanceId, reply.InstanceId);
        Assert.Equal("p1", init.PlatformSlotId);
        Assert.Equal("cold", init.Function!.Key.Value);
        Assert.Equal(FunctionCalls.Megabytes, cluster.Platform.Creates.All.Single().MemoryMegabytes);
    }

    [Fact]
    public async Task Assign_SlotIdle_GrantsItWithoutThePlatform()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        var reply = await function.AssignAsync("r2");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal(Reason.IdleSlot, reply.Reason);
        Assert.Equal(instance, reply.InstanceId);
        Assert.Equal(1, cluster.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_PlatformAnswersAtOnce_GrantsWithoutTheClockMoving()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        cluster.Platform.SucceedAlways();

        var reply = await cluster.Function().AssignAsync("r1");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
    }

    [Fact]
    public async Task Idle_DuringAColdStart_IsAnsweredAndServesTheWaiter()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        var waiter = function.AssignAsync("r2");
        await cluster.Platform.Creates.NextAsync();

        Assert.Equal(IdleOutcome.Done, await function.IdleAsync("r1", instance));
        var reply = await waiter;

        Assert.Equal(instance, reply.InstanceId);
        Assert.Equal(Reason.ReturnedSlot, reply.Reason);
    }

    [Fact]
    public async Task Assign_NewSlotComesBeforeAReturnedOne_GrantsTheNewOne()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var first = await function.StartAsync(cluster.Platform, "r1");

        var second = await function.StartAsync(cluster.Platform, "r2", "p2");

        Assert.NotEqual(first, second);
        Assert.Equal(2, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task SlotReady_WaiterServedMeanwhile_IsKeptIdleAndServesTheNextRequest()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        var waiter = function.AssignAsync("r2");
        var create = await cluster.Platform.Creates.NextAsync();
        await function.IdleAsync("r1", instance);
        await waiter;

        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p2"));
        var init = await cluster.Platform.Inits.NextAsync();
        init.Answer(new InitResult(PlatformOutcome.Ok));
        await function.StatusAsync(status => status.Idle == 1);
        var next = await function.AssignAsync("r3");

        Assert.Equal(init.InstanceId, next.InstanceId);
        Assert.Equal(Reason.IdleSlot, next.Reason);
        Assert.Equal(0, cluster.Platform.Destroys.Count);
    }

    [Fact]
    public async Task Assign_DeclaredWithOtherMemory_StartsASlotOfThatSizeAndDestroysTheOld()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        var assign = function.AssignAsync("r2", megabytes: 256);
        var destroy = await cluster.Platform.Destroys.NextAsync();
        await cluster.Platform.StartNextAsync("p2");
        await assign;

        Assert.Equal("p1", destroy.PlatformSlotId);
        Assert.Equal(nameof(Reason.SpecChanged), destroy.Reason);
        Assert.Equal(256, cluster.Platform.Creates.All[1].MemoryMegabytes);
    }
}
