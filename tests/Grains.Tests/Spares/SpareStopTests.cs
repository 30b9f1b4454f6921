using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Spares;
using OrleansScaler.Grains.Tests.Ledgers;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>The silo stops in order, or finds what it cannot use.</summary>
public sealed class SpareStopTests
{
    [Fact]
    public async Task Stop_SlotsAreKept_TheNextOwnerHasTheSpare()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        await world.WalkAsync();

        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 1);
        Assert.Equal((0, 0), (before.Platform.Destroys.Count, world.Platform.Destroys.Count));
    }

    [Fact]
    public async Task Stop_SlotsAreDestroyed_LeavesNothing()
    {
        await using var world = await SpareWorld.StartWithOneAsync(
            world => world.Options.AtStop = LedgerOptions.Destroy);
        var stopped = world.StopAsync();

        var destroy = await world.Platform.Destroys.NextAsync();
        Assert.Equal(("spare", nameof(Reason.PoolClosed)), (destroy.PlatformSlotId, destroy.Reason));
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await stopped;

        Assert.Null(world.Store.ReadSpares());
    }

    [Fact]
    public async Task Deactivate_SlotsAreDestroyedAtAStop_StaysForTheNextOwner()
    {
        await using var world = await SpareWorld.StartWithOneAsync(
            world => world.Options.AtStop = LedgerOptions.Destroy);

        await world.Functions.Cluster.DeactivateAsync(world.Spares()).EndsAsync();

        Assert.Equal((0, 0), (world.Platform.Destroys.Count, world.Functions.Quotas.Slots.Taken));
        await world.WalkAsync();
        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 1);
        Assert.Equal(1, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Walk_NoSpareIsLeft_ForgetsTheName()
    {
        await using var world = await SpareWorld.StartWithOneAsync();
        var name = SpareSize.IndexNameOf("128");
        Assert.True(world.Store.IsIndexed(name));
        await world.WishAsync(0);
        await world.DestroyNextAsync();
        await world.NoSpareIsStoredAsync();

        await world.WalkAsync();

        await Eventually.HoldsAsync(() => !world.Store.IsIndexed(name));
    }

    [Fact]
    public async Task Record_OfANewerVersion_IsRefusedAndLeftAsItIs()
    {
        var store = new ScriptedStore();
        var spare = new SpareRecord { Id = "s" };
        store.Put(new SpareLedger { Version = SpareLedger.CurrentVersion + 1, Spares = [spare] });
        await using var world = await new LedgerWorld(store) { Wish = new WishedSpares() }.StartAsync();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => world.Spares().CountSlots().AsTask());

        var refused = Assert.IsType<LedgerRefusedException>(fault);
        Assert.Contains("spares of 128 MB", refused.Message, StringComparison.Ordinal);
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal("s", Assert.Single(store.ReadSpares()!.Spares).Id);
    }
}
