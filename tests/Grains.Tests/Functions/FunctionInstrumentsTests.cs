using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Each thing is measured once, under the right tags.</summary>
public sealed class FunctionInstrumentsTests
{
    private const string Assigns = "scaler.assigns";
    private const string Wait = "scaler.assign.wait";

    [Fact]
    public async Task Assigns_ColdAndWarm_CountByOutcomeAndReason()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        await function.AssignAsync("r2");
        await function.AssignAsync("r1");

        Assert.Equal(1, measured.Sum(Assigns, "outcome=Granted,reason=ReadySlot"));
        Assert.Equal(1, measured.Sum(Assigns, "outcome=Granted,reason=IdleSlot"));
        Assert.Equal(1, measured.Sum(Assigns, "outcome=Finished,reason=None"));
        Assert.Equal(3, measured.Sum(Assigns));
        Assert.Equal(1, measured.Sum("scaler.idles", "outcome=Done"));
        Assert.Equal(3, measured.Count("scaler.assign.scheduling"));
    }

    [Fact]
    public async Task Assigns_GrantFoundWhenAskedAgain_CountsOnceWithTheWholeWait()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Waiting == 1);
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await assign;
        cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        await cluster.Platform.StartNextAsync("p1");
        await function.StatusAsync(status => status.Busy == 1);

        Assert.Equal(AssignOutcome.Granted, (await function.AssignAsync("r1")).Outcome);

        Assert.Equal(1, measured.Sum(Assigns, "outcome=Granted,reason=ReadySlot"));
        Assert.Equal(1, measured.Sum(Assigns));
        Assert.Equal(1, measured.Count(Wait));
        Assert.Equal(3, measured.Sum(Wait, "reason=ReadySlot"));
    }

    [Fact]
    public async Task Assigns_AbandonedAndSaidTwice_CountsOnce()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Waiting == 1);

        await function.AbandonAsync("r1");
        await function.AbandonAsync("r1");
        await assign;

        Assert.Equal(1, measured.Sum(Assigns, "outcome=Rejected,reason=Abandoned"));
        Assert.Equal(1, measured.Sum(Assigns));
    }

    [Fact]
    public async Task Assigns_PlatformFails_CountsRejectionFailedCreatesAndTheWait()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        cluster.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(PlatformOutcome.Failed));

        await cluster.Function().AssignToTheEndAsync("r1");

        Assert.Equal(1, measured.Sum(Assigns, "outcome=Rejected,reason=PlatformFailing"));
        Assert.Equal(3, measured.Count("scaler.slot.create", "outcome=Failed"));
        Assert.Equal(0, measured.Count("scaler.slot.init"));
        Assert.Equal(1, measured.Count(Wait, "reason=PlatformFailing"));
    }

    [Fact]
    public async Task CreateAndInit_ColdStart_AreMeasuredApart()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        var assign = function.AssignAsync("r1");

        var create = await cluster.Platform.Creates.NextAsync();
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(100));
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        var init = await cluster.Platform.Inits.NextAsync();
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(700));
        init.Answer(new InitResult(PlatformOutcome.Ok));
        await assign;

        Assert.Equal(0.1, measured.Sum("scaler.slot.create", "outcome=Ok"), 6);
        Assert.Equal(0.7, measured.Sum("scaler.slot.init", "outcome=Ok"), 6);
        Assert.Equal(0.8, measured.Sum(Wait, "reason=ReadySlot"), 6);
        Assert.Equal(1, measured.Sum("scaler.slots.created", "reason=PatienceOver"));
    }

    [Fact]
    public async Task Create_NoAnswer_CountsAPossibleLeak()
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        _ = function.AssignAsync("r1");

        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.TimedOut));
        await function.StatusAsync(status => status.Starting == 0);

        Assert.Equal(1, measured.Sum("scaler.slots.possibly_leaked"));
    }

    [Theory]
    [InlineData("Starting")]
    [InlineData("Idle")]
    [InlineData("Busy")]
    [InlineData("Retiring")]
    public async Task Slots_AfterQuiet_SumToZeroInEveryState(string state)
    {
        await using var cluster = await new FunctionCluster().StartAsync();
        using var measured = new MeasuredValues(cluster);
        var function = cluster.Function();
        await function.IdleAsync("r1", await function.StartAsync(cluster.Platform, "r1"));

        cluster.Clock.Advance(TimeSpan.FromSeconds(16));
        (await cluster.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await function.StatusAsync(status => status.Retiring == 0);

        Assert.True(measured.Count("scaler.slots", $"state={state}") >= 2);
        await Eventually.HoldsAsync(() => measured.Sum("scaler.slots", $"state={state}") == 0);
        Assert.Equal(1, measured.Sum("scaler.slots.destroyed", "outcome=Ok"));
    }
}
