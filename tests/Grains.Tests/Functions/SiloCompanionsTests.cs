using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Two functions that are called together every minute; what is idle goes at once.</summary>
public sealed class SiloCompanionsTests
{
    private const string Companions = "keepalive=fixed:0s+prewarm=companions";

    [Fact]
    public async Task Assign_LockStepLearned_MakesTheOtherReady()
    {
        await using var cluster = await StartAsync(Companions);
        var (one, other) = (cluster.Function("one"), cluster.Function("other"));
        for (var round = 0; round < 6; round++)
        {
            await CallAsync(cluster, one, $"r{round}");
            await CallAsync(cluster, other, $"r{round}");
            cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await CallAsync(cluster, one, "last");

        var status = await other.StatusAsync(status => status.Decisions[^1].Reason == Reason.Companion);
        Assert.Equal(1, status.Starting + status.Idle);
        await Eventually.HoldsAsync(() => cluster.Service<SiloCompanions>().UnderWay == 0);
    }

    [Fact]
    public async Task Assign_PoliciesDoNotListen_LearnsNothing()
    {
        await using var cluster = await StartAsync("keepalive=fixed:0s");
        var (one, other) = (cluster.Function("one"), cluster.Function("other"));
        for (var round = 0; round < 7; round++)
        {
            await CallAsync(cluster, one, $"r{round}");
            await CallAsync(cluster, other, $"r{round}");
            cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(7, (await other.StatusAsync()).SlotsCreated);
        Assert.Equal(0, cluster.Service<SiloCompanions>().Count);
    }

    [Fact]
    public async Task CompanionCalled_FunctionNeverCalled_DoesNothing()
    {
        await using var cluster = await StartAsync(Companions);
        var function = cluster.Function();

        await function.Grain.CompanionCalled().AsTask().EndsAsync();

        Assert.Equal(0, (await function.StatusAsync()).SlotsCreated);
        Assert.Equal(0, cluster.Quotas.Functions.Taken);
    }

    private static async Task CallAsync(FunctionCluster cluster, FunctionCalls function, string request)
    {
        var reply = await function.AssignAsync(request);
        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        await function.IdleAsync(request, reply.InstanceId);
    }

    private static Task<FunctionCluster> StartAsync(string policy)
    {
        var cluster = new FunctionCluster();
        cluster.Platform.SucceedAlways();
        cluster.Policies.Name = policy;
        return cluster.StartAsync();
    }
}
