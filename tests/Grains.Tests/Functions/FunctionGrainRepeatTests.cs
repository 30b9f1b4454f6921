using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>The same request twice, and Idle where nothing is held.</summary>
public sealed class FunctionGrainRepeatTests
{
    private static readonly TimeSpan s_forgotten = TimeSpan.FromSeconds(61);

    [Fact]
    public async Task Assign_SameIdWhileWaiting_GetsOneSlotAndOneAnswer()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();

        var first = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Waiting == 1);
        var second = function.AssignAsync("r1");
        await cluster.Platform.StartNextAsync("p1");

        Assert.Equal((await first).InstanceId, (await second).InstanceId);
        Assert.Equal(1, cluster.Platform.Creates.Count);
        Assert.Equal(1, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task Assign_SameIdWhileHolding_GetsTheSameInstance()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");

        var again = await function.AssignAsync("r1");

        Assert.Equal(AssignOutcome.Granted, again.Outcome);
        Assert.Equal(instance, again.InstanceId);
        Assert.Equal(1, cluster.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_SameIdAfterItsIdle_IsFinished()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        var again = await function.AssignAsync("r1");

        Assert.Equal(AssignOutcome.Finished, again.Outcome);
        Assert.Equal(1, (await function.StatusAsync()).Idle);
    }

    [Fact]
    public async Task Assign_SameIdAfterItIsForgotten_IsANewRequest()
    {
        var unstarted = new FunctionCluster();
        unstarted.Policies.KeepAlive = TimeSpan.FromHours(1);
        await using var cluster = await unstarted.StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);
        cluster.Clock.Advance(s_forgotten);

        Assert.Equal(AssignOutcome.Granted, (await function.AssignAsync("r1")).Outcome);
    }

    [Fact]
    public async Task Idle_Twice_IsRepeatedWithoutEffect()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);
        await function.AssignAsync("r2");

        Assert.Equal(IdleOutcome.Repeated, await function.IdleAsync("r1", instance));

        Assert.Equal(1, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task Idle_AgainAfterItIsForgotten_IsNotHeld()
    {
        var unstarted = new FunctionCluster();
        unstarted.Policies.KeepAlive = TimeSpan.FromHours(1);
        await using var cluster = await unstarted.StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);
        cluster.Clock.Advance(s_forgotten);

        Assert.Equal(IdleOutcome.NotHeld, await function.IdleAsync("r1", instance));
    }

    [Fact]
    public async Task Idle_UnknownFunction_IsToldSo()
    {
        await using var cluster = await new FunctionCluster().StartAsync();

        Assert.Equal(IdleOutcome.UnknownFunction, await cluster.Function("nobody").IdleAsync("r1", "i1"));

        Assert.Equal(0, cluster.Quotas.Functions.Taken);
    }

    [Theory]
    [InlineData("r1", "nonsense")]
    [InlineData("r2", null)]
    public async Task Idle_NotTheHoldersOwn_IsNotHeldAndTheHolderKeepsIt(string requestId, string? instanceId)
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");

        Assert.Equal(IdleOutcome.NotHeld, await function.IdleAsync(requestId, instanceId ?? instance));

        Assert.Equal(1, (await function.StatusAsync()).Busy);
        Assert.Equal(IdleOutcome.Done, await function.IdleAsync("r1", instance));
    }

    [Fact]
    public async Task Idle_InstanceOfAnotherRequest_IsNotHeldAndBothKeepTheirs()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        await function.StartAsync(cluster.Platform, "r1");
        var second = await function.StartAsync(cluster.Platform, "r2", "p2");

        Assert.Equal(IdleOutcome.NotHeld, await function.IdleAsync("r1", second));

        Assert.Equal(2, (await function.StatusAsync()).Busy);
    }

    [Fact]
    public async Task Idle_WhileStillWaiting_IsNotHeldAndKeepsItsPlace()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Waiting == 1);

        Assert.Equal(IdleOutcome.NotHeld, await function.IdleAsync("r1", "i1"));

        await cluster.Platform.StartNextAsync("p1");
        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
    }

    [Fact]
    public async Task Idle_BadInstance_DestroysItsSlot()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");

        await function.IdleAsync("r1", instance, needDestroy: true);
        var destroy = await cluster.Platform.Destroys.NextAsync();

        Assert.Equal("p1", destroy.PlatformSlotId);
        Assert.Equal(nameof(Reason.BadInstance), destroy.Reason);
        Assert.Equal(0, (await function.StatusAsync()).Idle);
    }
}
