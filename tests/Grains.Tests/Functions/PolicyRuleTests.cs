using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.Rules;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Policies per function: <c>batch-</c> keeps nothing, 1 GB and more is kept for a minute.</summary>
public sealed class PolicyRuleTests
{
    private const double Gigabyte = 1_024;

    [Fact]
    public async Task Idle_TwoFunctionsUnderDifferentPolicies_EachKeepsAsItsRuleSays()
    {
        await using var cluster = await StartAsync();
        var (batch, web) = (cluster.Function("batch-1"), cluster.Function("web"));
        await batch.IdleAsync("r1", (await batch.AssignAsync("r1")).InstanceId);
        await web.IdleAsync("r1", (await web.AssignAsync("r1")).InstanceId);

        var batchStatus = await batch.StatusAsync(status => status.SlotsForgotten == 1);
        var webStatus = await web.StatusAsync();

        Assert.Equal(("direct", 0), (batchStatus.Policy, batchStatus.Idle));
        Assert.Equal(Reason.KeepNothing, batchStatus.Decisions[^1].Reason);
        Assert.Equal(("pool", 1), (webStatus.Policy, webStatus.Idle));
    }

    [Fact]
    public async Task Assign_RedeclaredWithOtherMemory_GetsThePoliciesOfItsRule()
    {
        await using var cluster = await StartAsync();
        var web = cluster.Function("web");
        await web.IdleAsync("r1", (await web.AssignAsync("r1")).InstanceId);

        var reply = await web.AssignAsync("r2", megabytes: Gigabyte);
        await web.IdleAsync("r2", reply.InstanceId);

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal("fixed:60s", (await web.StatusAsync()).Policy);
    }

    [Fact]
    public async Task GetStatus_NeverCalled_ShowsTheDefault()
    {
        await using var cluster = await StartAsync();

        Assert.Equal("pool", (await cluster.Function("batch-1").StatusAsync()).Policy);
    }

    private static Task<FunctionCluster> StartAsync()
    {
        var cluster = new FunctionCluster();
        cluster.Platform.SucceedAlways();
        cluster.Policies.Rules.Add(new PolicyRule { Prefix = "batch-", Policy = "direct" });
        cluster.Policies.Rules.Add(new PolicyRule { MinimumMegabytes = Gigabyte, Policy = "fixed:60s" });
        return cluster.StartAsync();
    }
}
