using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>What a function tells of its decisions.</summary>
public sealed class DecisionLogTests
{
    [Fact]
    public async Task GetStatus_AfterALife_TellsEveryDecisionWithItsTimeAndReason()
    {
        var unstarted = new FunctionCluster();
        unstarted.Policies.Patience = TimeSpan.FromSeconds(1);
        await using var cluster = await unstarted.StartAsync();
        var t0 = cluster.Clock.Start;
        var function = cluster.Function();
        var slot = await function.StartAsync(cluster.Platform, "r1");
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await function.IdleAsync("r1", slot);
        await function.AssignAsync("r2");
        await function.IdleAsync("r2", slot);
        cluster.Clock.Advance(TimeSpan.FromSeconds(16));
        (await cluster.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.Ok));

        var status = await function.StatusAsync(status => status.SlotsForgotten == 1);

        Decision[] expected =
        [
            new() { At = t0, Action = "Create", Reason = Reason.NothingToReturn, SlotId = slot },
            new() { At = t0, Action = "Grant", Reason = Reason.ReadySlot, SlotId = slot, RequestId = "r1" },
            new()
            {
                At = t0.AddSeconds(1), Action = "Grant", Reason = Reason.IdleSlot, SlotId = slot, RequestId = "r2",
            },
            new() { At = t0.AddSeconds(17), Action = "Destroy", Reason = Reason.KeepAliveOver, SlotId = slot },
        ];
        Assert.Equal(expected, status.Decisions.ToArray());
        Assert.Equal("pool", status.Policy);
    }

    [Fact]
    public async Task GetStatus_MoreDecisionsThanRemembered_TellsTheLast()
    {
        var unstarted = new FunctionCluster();
        unstarted.Functions.RememberedDecisions = 2;
        await using var cluster = await unstarted.StartAsync();
        cluster.Platform.SucceedAlways();
        var function = cluster.Function();
        foreach (var request in (string[])["r1", "r2", "r3"])
        {
            await function.IdleAsync(request, (await function.AssignAsync(request)).InstanceId);
        }

        var decisions = (await function.StatusAsync()).Decisions;

        Assert.Equal(["r2", "r3"], decisions.Select(decision => decision.RequestId!));
    }

    [Fact]
    public async Task GetStatus_NothingRemembered_TellsNothing()
    {
        var unstarted = new FunctionCluster();
        unstarted.Functions.RememberedDecisions = 0;
        await using var cluster = await unstarted.StartAsync();
        cluster.Platform.SucceedAlways();
        var function = cluster.Function();
        await function.AssignAsync("r1");

        Assert.Empty((await function.StatusAsync()).Decisions);
    }
}
