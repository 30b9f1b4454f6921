using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>When a place on the use board may become another slot's.</summary>
public sealed class LedgerPlacesTests
{
    [Fact]
    public async Task GoneSlot_ItsEndNotStored_LeavesNobodyItsPlace()
    {
        await using var before = await new LedgerWorld(new FakeBoard { Reuses = true }).StartAsync();
        var gone = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function("other").StatusAsync();
        before.Store.Hold();
        await before.Function().IdleAsync("r1", gone, needDestroy: true);
        (await before.Platform.Destroys.NextAsync()).Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await before.Function().StatusAsync(status => status.Retiring == 0);

        // Another function's slot, idle, noted by nobody but the board.
        before.Platform.SucceedAlways();
        var other = before.Function("other");
        var idle = await before.PassesUntilEndAsync(other.AssignAsync("r2"));
        await other.IdleAsync("r2", idle.InstanceId);
        await using var world = await before.AfterCrash().StartAsync();
        world.Platform.SucceedAlways();

        var fresh = await world.PassesUntilEndAsync(world.Function().AssignToTheEndAsync("r3"));

        Assert.Equal(AssignOutcome.Granted, fresh.Outcome);
        Assert.NotEqual(gone, fresh.InstanceId);
    }

    [Fact]
    public async Task GoneSlot_ItsEndStored_LeavesItsPlace()
    {
        await using var world = await new LedgerWorld(new FakeBoard { Reuses = true }).StartAsync();
        var gone = await world.Function().StartAsync(world.Platform, "r1");
        world.Platform.SucceedAlways();
        await world.Function().IdleAsync("r1", gone, needDestroy: true);
        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);

        await Eventually.HoldsAsync(() => world.Board!.Freed == 1);
        await world.Function("other").AssignAsync("r2");

        Assert.Equal(0, Assert.Single(world.Store.Read("other")!.Slots).UsePlace);
    }

    [Fact]
    public async Task Walk_EveryFunctionRead_EndsWithUnclaimedPlacesFree()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Walks = true;

        await world.StartAsync();

        await world.PassesUntilAsync(() => world.Board!.IsRecovered);
        Assert.Equal([0], world.Board!.Claimed);
    }

    [Fact]
    public async Task Walk_OneFunctionCannotBeRead_FreesNone()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Walks = true;
        var newer = world.Store.Read()!;
        newer.Version++;
        world.Store.Put(newer);

        await world.StartAsync();

        using var measured = new MeasuredValues(world.Functions, RecoveryInstruments.Name);
        await world.PassesUntilAsync(() => measured.Sum("scaler.recovery.asked") >= 3);
        Assert.False(world.Board!.IsRecovered);
    }

    [Fact]
    public async Task Count_RecordNotReadYet_IsToBeAskedForAgain()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Store.IsDown = true;
        await world.StartAsync();

        var count = world.Function().Grain.CountSlots().AsTask();
        await world.PassesUntilAsync(() => count.IsCompleted);

        await Assert.ThrowsAsync<TimeoutException>(() => count);
        world.Store.IsDown = false;
        await world.PassesUntilAsync(() => world.Board!.Claimed.Count == 1);
        Assert.Equal(1, await world.Function().Grain.CountSlots());
    }

    [Fact]
    public async Task Function_NotInTheIndexAndReadAfterTheWalk_BelievesNoWord()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = before.AfterCrash();
        var record = world.Store.Read()!;
        record.IsIndexed = false;
        world.Store.Put(record);
        world.Board!.FreeUnclaimed();
        await world.StartAsync();

        await world.Function().Grain.CountSlots();

        Assert.Equal(1, (await world.Function().StatusAsync()).Busy);
        Assert.Empty(world.Board.Claimed);
    }
}
