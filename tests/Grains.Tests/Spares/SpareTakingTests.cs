using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>What a function has of spares, and that it loses nothing by them.</summary>
public sealed class SpareTakingTests
{
    private static readonly TimeSpan s_create = TimeSpan.FromSeconds(2);

    private readonly WishedSpares _wish = new();

    [Fact]
    public async Task Assign_SparePrepared_SkipsTheCreate()
    {
        await using var cluster = await SpareCluster.StartAsync(new FunctionCluster());
        var function = cluster.Function();

        // A create of 2 s, one in a minute: 0.033 under way, worth more than 0.125 GB · 0.01, so there is one spare.
        var own = function.AssignToTheEndAsync("r1");
        var create = await cluster.Platform.Creates.NextAsync();
        cluster.Clock.Advance(s_create);
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "own"));
        await cluster.Platform.InitNextAsync();
        await own;
        var spare = await cluster.Platform.MakeNextAsync("spare");
        await Eventually.ReadsAsync(cluster.Spares().GetStatus, status => status.Prepared == 1);

        var assign = function.AssignAsync("r2");
        var init = await cluster.Platform.InitNextAsync();

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal(("spare", (await assign).InstanceId), (init.PlatformSlotId, init.InstanceId));
        Assert.NotEqual(spare.RequestId, init.InstanceId);
        Assert.DoesNotContain(cluster.Platform.Creates.All, made => made.RequestId == init.InstanceId);
        Assert.Equal(1, (await cluster.Spares().GetStatus().EndsAsync()).Taken);
    }

    [Fact]
    public async Task Assign_WarmSlot_AsksNoSpares()
    {
        await using var cluster = await SpareCluster.StartAsync(_wish);
        var function = cluster.Function();
        var instance = await function.StartAsync(cluster.Platform, "r1");
        await function.IdleAsync("r1", instance);

        await function.AssignAsync("r2");

        var status = await cluster.Spares().GetStatus().EndsAsync();
        Assert.Equal((0, 1), (status.Taken, status.Missed));
    }

    [Fact]
    public async Task Assign_PoliciesWithoutSpares_AskNone()
    {
        await using var cluster = await new FunctionCluster().StartAsync();

        await cluster.Function().StartAsync(cluster.Platform, "r1");

        Assert.Equal(0, (await cluster.Spares().GetStatus().EndsAsync()).Missed);
    }

    [Fact]
    public async Task Assign_TakenSpareFailsItsInit_IsDestroyedByTheFunction()
    {
        await using var cluster = await StartWithOneAsync();
        _wish.Spares = 0;
        var function = cluster.Function();

        var assign = function.AssignToTheEndAsync("r1");
        (await cluster.Platform.Inits.NextAsync()).Answer(new InitResult(PlatformOutcome.Failed));
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await cluster.Platform.StartNextAsync("own");

        Assert.Equal("spare", destroy.PlatformSlotId);
        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Assign_SlotsBoundReachedBySpares_TakesOneAllTheSame()
    {
        await using var cluster = await StartWithOneAsync(maximumSlots: 1);
        _wish.Spares = 0;

        var assign = cluster.Function().AssignAsync("r1");
        await cluster.Platform.InitNextAsync();

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Assign_SparesFault_StartsAllTheSame()
    {
        _wish.Throws = true;
        await using var cluster = await SpareCluster.StartAsync(_wish);

        var assign = cluster.Function().AssignAsync("r1");
        await cluster.Platform.StartNextAsync("own");

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Assign_SparesAnswerTooLate_StartsAndGivesTheSpareBack()
    {
        await using var cluster = await StartWithOneAsync();
        _wish.Hang();
        var busy = Task.Run(async () => await cluster.Spares().CreateTook(s_create));
        await Eventually.HoldsAsync(() => _wish.Hangs);

        var assign = cluster.Function().AssignToTheEndAsync("r1");
        await cluster.Platform.StartNextAsync("own");
        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        _wish.GoOn();
        await busy.EndsAsync();
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        Assert.Equal("spare", destroy.PlatformSlotId);

        // The function's own, and the spare under way in the lost one's stead.
        await Eventually.HoldsAsync(() => cluster.Platform.Creates.Count == 3);
        Assert.Equal(2, cluster.Quotas.Slots.Taken);
    }

    /// <summary>One spare is prepared.</summary>
    private async Task<FunctionCluster> StartWithOneAsync(int? maximumSlots = null)
    {
        _wish.Spares = 1;
        var cluster = await SpareCluster.StartAsync(_wish, maximumSlots);
        await cluster.Spares().CreateTook(s_create);
        await cluster.Platform.MakeNextAsync("spare");
        await Eventually.ReadsAsync(cluster.Spares().GetStatus, status => status.Prepared == 1);
        return cluster;
    }
}
