using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Grains.Tests.Ledgers;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Spares;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>The process dies, and another one goes on with what was stored of spares.</summary>
public sealed class SpareCrashTests
{
    [Fact]
    public async Task Walk_AfterACrash_FindsTheSpareAgain()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await using var world = await before.AfterCrash().StartAsync();

        await world.WalkAsync();

        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 1);
        Assert.Equal((0, 0), (world.Platform.Creates.Count, world.Platform.Destroys.Count));
        Assert.Equal(1, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Assign_AfterACrash_IsServedByTheSpareOfBefore()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await using var world = await before.AfterCrash().StartAsync();
        await world.WalkAsync();
        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 1);

        var assign = world.Function().AssignAsync("r1");
        var init = await world.Platform.InitNextAsync();

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal("spare", init.PlatformSlotId);
        Assert.Equal((0, 1), (world.Platform.Creates.Count, world.Functions.Quotas.Slots.Taken));
    }

    [Fact]
    public async Task AdoptedSpare_NobodyAsks_GoesOnceDemandIsKnownAnew()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await using var world = await before.AfterCrash().StartAsync();
        await world.WalkAsync();
        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 1);

        world.Clock.Advance(SpareDemand.Memory - TimeSpan.FromTicks(1));
        await world.Spares().GetStatus().EndsAsync();
        Assert.Equal(0, world.Platform.Destroys.Count);
        world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task AdoptedSpare_PoliciesWantNoneAnyMore_IsDestroyed()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await using var world = await before.AfterCrash(wantsSpares: false).StartAsync();

        await world.WalkAsync();

        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Intent_PlatformTakesRepeats_IsCreatedAgainAndDestroyed()
    {
        var (before, intent) = await SpareWorld.StartWithIntentAsync();
        await using var _ = before;
        await using var world = before.AfterCrash();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();
        await world.WalkAsync();

        var again = await world.Platform.MakeNextAsync("spare");

        Assert.Equal(intent.RequestId, again.RequestId);
        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
        intent.End();
    }

    [Fact]
    public async Task Intent_PlatformTakesNoRepeats_IsCounted()
    {
        var (before, intent) = await SpareWorld.StartWithIntentAsync();
        await using var _ = before;
        await using var world = await before.AfterCrash().StartAsync();
        using var measured = new MeasuredValues(world.Functions, LedgerInstruments.Name);

        await world.WalkAsync();

        await Eventually.HoldsAsync(() => measured.Sum("scaler.ledger.expired_intents") == 1);
        Assert.Equal(0, world.Platform.Creates.Count);
        await world.NoSpareIsStoredAsync();
        intent.End();
    }

    [Fact]
    public async Task UnansweredCreate_PlatformTakesRepeats_IsCreatedAgainAndDestroyed()
    {
        await using var world = new LedgerWorld { Wish = new WishedSpares() };
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();
        await world.WishAsync(1);
        var lost = await world.Platform.Creates.NextAsync();
        world.Wish!.Spares = 0;
        lost.Answer(new CreateSlotResult(PlatformOutcome.TimedOut));

        var again = await world.Platform.MakeNextAsync("spare");

        Assert.Equal(lost.RequestId, again.RequestId);
        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
    }

    [Fact]
    public async Task DestroyUnderWay_AfterACrash_IsRepeatedAndTheSpareIsNotLent()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await before.WishAsync(0);
        await before.Platform.Destroys.NextAsync();
        await using var world = await before.AfterCrash().StartAsync();

        await world.WalkAsync();

        var destroy = await world.Platform.Destroys.NextAsync();
        Assert.Null(await world.Spares().Take("f").EndsAsync());
        destroy.Answer(new DestroySlotResult(PlatformOutcome.NotFound));
        await world.NoSpareIsStoredAsync();
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }
}
