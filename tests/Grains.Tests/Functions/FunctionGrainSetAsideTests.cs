using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>A slot set aside is granted at once, or to a waiter; both callers hear of it.</summary>
public sealed class FunctionGrainSetAsideTests
{
    [Fact]
    public async Task Assign_OnlyASlotSetAside_IsGrantedAtOnce()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);
        cluster.Clock.Advance(TimeSpan.FromSeconds(20));

        var reply = await function.AssignAsync("r2");

        Assert.Equal((AssignOutcome.Granted, Reason.SetAside), (reply.Outcome, reply.Reason));
        Assert.Equal(instance, reply.InstanceId);
    }

    [Fact]
    public async Task Timer_PatienceOver_TheWaiterIsTold()
    {
        await using var cluster = await StartAsync();
        var function = cluster.Function();
        var first = await function.StartAsync(cluster.Platform, "r1");
        var waiter = function.AssignAsync("r2");
        await function.StatusAsync(status => status.Waiting == 1);
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await cluster.Platform.StartNextAsync("p2");
        var second = (await waiter).InstanceId;
        await function.IdleAsync("r1", first);
        cluster.Clock.Advance(TimeSpan.FromSeconds(20));
        await function.IdleAsync("r2", second);
        await function.AssignAsync("r3");

        var late = function.AssignAsync("r4");
        await function.StatusAsync(status => status.Waiting == 1);
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));

        var reply = await late;
        Assert.Equal((AssignOutcome.Granted, Reason.SetAside, first), (reply.Outcome, reply.Reason, reply.InstanceId));
    }

    private static Task<FunctionCluster> StartAsync()
    {
        var cluster = new FunctionCluster();
        cluster.Policies.Name = "keepalive=dual-stage:10s:60s+scaleup=patience:500ms";
        return cluster.StartAsync();
    }
}
