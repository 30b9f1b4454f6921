using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>Spares made, kept, and given back.</summary>
public sealed class SparePoolGrainTests
{
    private static readonly TimeSpan s_create = TimeSpan.FromSeconds(2);

    private readonly WishedSpares _wish = new();

    [Fact]
    public async Task Timer_DemandFades_DestroysTheSpares()
    {
        await using var cluster = await SpareCluster.StartAsync(new FunctionCluster());
        var spares = cluster.Spares();
        await spares.Take("f").EndsAsync();
        await spares.CreateTook(s_create);
        var create = await cluster.Platform.Creates.NextAsync();
        cluster.Clock.Advance(s_create);
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "spare"));
        await Eventually.ReadsAsync(spares.GetStatus, status => status.Prepared == 1);

        // One in the last minute, at 2 s a create: 0.0333 under way. It is worth its memory down to 0.125 GB / 99.69,
        // 0.00125, which is 60 s · ln(0.0333 / 0.00125) = 196.8 s after it.
        cluster.Clock.Advance(TimeSpan.FromSeconds(196) - s_create);
        await spares.GetStatus().EndsAsync();
        Assert.Equal(0, cluster.Platform.Destroys.Count);
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        Assert.Equal(("spare", nameof(Reason.SpareSurplus)), (destroy.PlatformSlotId, destroy.Reason));
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
    }

    [Fact]
    public async Task Create_PlatformFails_IsRepeatedAfterAPause()
    {
        _wish.Spares = 1;
        await using var cluster = await SpareCluster.StartAsync(_wish);
        await cluster.Spares().CreateTook(s_create);
        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Failed));
        await Eventually.ReadsAsync(cluster.Spares().GetStatus, status => status.UnderWay == 0);
        await cluster.Spares().CreateTook(s_create);
        Assert.Equal((1, 0), (cluster.Platform.Creates.Count, cluster.Quotas.Slots.Taken));

        cluster.Clock.Advance(cluster.Pools.BackoffBase);
        await cluster.Platform.MakeNextAsync("spare");

        await Eventually.ReadsAsync(cluster.Spares().GetStatus, status => status.Prepared == 1);
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Create_SlotMadeWrong_IsDestroyed()
    {
        _wish.Spares = 1;
        await using var cluster = await SpareCluster.StartAsync(_wish);
        await cluster.Spares().CreateTook(s_create);

        (await cluster.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Failed, "wrong"));
        var destroy = await cluster.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        Assert.Equal("wrong", destroy.PlatformSlotId);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
    }

    [Fact]
    public async Task Destroy_PlatformFails_IsRepeatedAfterAPause()
    {
        await using var cluster = await StartWithOneAsync();
        _wish.Spares = 0;
        await cluster.Spares().CreateTook(s_create);
        (await cluster.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.Failed));

        var repeated = cluster.Platform.Destroys.NextAsync();
        await Eventually.HoldsAsync(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(10));
            return repeated.IsCompleted;
        });
        Assert.Equal(1, cluster.Quotas.Slots.Taken);
        (await repeated).Answer(new DestroySlotResult(PlatformOutcome.Ok));

        Assert.Equal("spare", (await repeated).PlatformSlotId);
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
    }

    [Fact]
    public async Task Deactivate_OnePreparedAndOneUnderWay_GivesBothBack()
    {
        await using var cluster = await StartWithOneAsync();
        _wish.Spares = 2;
        await cluster.Spares().CreateTook(s_create);
        var create = await cluster.Platform.Creates.NextAsync();

        var deactivated = cluster.Cluster.DeactivateAsync(cluster.Spares());
        var prepared = await cluster.Platform.Destroys.NextAsync();
        prepared.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "late"));
        var late = await cluster.Platform.Destroys.NextAsync();
        late.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await deactivated.EndsAsync();

        Assert.Equal(("spare", nameof(Reason.PoolClosed)), (prepared.PlatformSlotId, prepared.Reason));
        Assert.Equal(("late", nameof(Reason.PoolClosed)), (late.PlatformSlotId, late.Reason));
        await Eventually.HoldsAsync(() => cluster.Quotas.Slots.Taken == 0);
    }

    private async Task<FunctionCluster> StartWithOneAsync()
    {
        _wish.Spares = 1;
        var cluster = await SpareCluster.StartAsync(_wish);
        await cluster.Spares().CreateTook(s_create);
        await cluster.Platform.MakeNextAsync("spare");
        await Eventually.ReadsAsync(cluster.Spares().GetStatus, status => status.Prepared == 1);
        return cluster;
    }
}
