using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>The store is down, late, in other hands or of another version.</summary>
public sealed class LedgerTroubleTests
{
    [Fact]
    public async Task Activation_StoreDown_ServesWithNewSlotsAndAdoptsTheOldOnesLater()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var old = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Store.IsDown = true;
        world.Platform.SucceedAlways();
        await world.StartAsync();
        var stored = world.Store.ReadText();

        var fresh = await world.PassesUntilEndAsync(world.Function().AssignAsync("r2"));

        Assert.Equal(AssignOutcome.Granted, fresh.Outcome);
        Assert.NotEqual(old, fresh.InstanceId);
        Assert.Equal(stored, world.Store.ReadText());
        world.Store.IsDown = false;
        await world.PassesUntilAsync(() => world.Store.Made() == 2);
        Assert.Equivalent(new[] { old, fresh.InstanceId! }, world.Store.Read()!.Slots.Select(slot => slot.Id));
        Assert.Equal(IdleOutcome.Done, await world.Function().IdleAsync("r1", old));
    }

    [Fact]
    public async Task Activation_StoreDown_HoldersOfBeforeAreToldToTryAgain()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var old = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Store.IsDown = true;
        await world.StartAsync();

        var idle = world.Function().IdleAsync("r1", old);
        await world.PassesUntilAsync(() => idle.IsCompleted);

        await Assert.ThrowsAsync<TimeoutException>(() => idle);
        Assert.Equal(0, world.Platform.Destroys.Count);
    }

    [Fact]
    public async Task Activation_StoreDown_HoldersOfNewSlotsGiveThemBack()
    {
        await using var world = new LedgerWorld();
        world.Store.IsDown = true;
        world.Platform.SucceedAlways();
        await world.StartAsync();
        var fresh = await world.PassesUntilEndAsync(world.Function().AssignAsync("r1"));

        var idle = await world.PassesUntilEndAsync(world.Function().IdleAsync("r1", fresh.InstanceId));

        Assert.Equal(IdleOutcome.Done, idle);
        Assert.Equal(1, (await world.Function().StatusAsync()).Idle);
    }

    [Fact]
    public async Task Activation_StoreHangs_ServesWithNewSlots()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var old = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Store.Hold();
        world.Platform.SucceedAlways();
        await world.StartAsync();

        var fresh = await world.Function().AssignToTheEndAsync("r2");
        Assert.Equal(AssignOutcome.Granted, fresh.Outcome);
        world.Store.LetGo();

        await world.PassesUntilAsync(() => world.Store.Made() == 2);
        Assert.Contains(old, world.Store.Read()!.Slots.Select(slot => slot.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Creates_StoreDownOrHanging_GoOnAndAreStoredLater(bool isDown)
    {
        await using var world = await new LedgerWorld().StartAsync();
        using var measured = new MeasuredValues(world.Functions, LedgerInstruments.Name);
        world.Platform.SucceedAlways();
        await world.Function().AssignAsync("r0");
        Break(world, isDown);

        for (var i = 1; i <= 20; i++)
        {
            var assigned = await world.PassesUntilEndAsync(world.Function().AssignAsync($"r{i}"));
            Assert.Equal(AssignOutcome.Granted, assigned.Outcome);
        }

        Assert.Equal(20, measured.Sum("scaler.ledger.unrecorded"));
        Assert.Single(world.Store.Read()!.Slots);
        world.Store.IsDown = false;
        world.Store.LetGo();
        await world.PassesUntilAsync(() => world.Store.Made() == 21);
    }

    [Fact]
    public async Task Creates_StoreDownForLong_WaitOnceOnly()
    {
        await using var world = await new LedgerWorld().StartAsync();
        world.Platform.SucceedAlways();
        await world.Function().AssignAsync("r0");
        world.Store.IsDown = true;
        await world.PassesUntilEndAsync(world.Function().AssignAsync("r1"));

        // Nobody moves the clock: who comes next waits for nothing.
        Assert.Equal(AssignOutcome.Granted, (await world.Function().AssignAsync("r2")).Outcome);
    }

    [Fact]
    public async Task Conflict_WhileItRuns_IsGivenUpToTheOtherOwner()
    {
        await using var world = await new LedgerWorld().StartAsync();
        using var measured = new MeasuredValues(world.Functions, LedgerInstruments.Name);
        var held = await world.Function().StartAsync(world.Platform, "r1");
        var theirs = world.Store.Read()!;
        theirs.Epoch += 1_000;
        world.Store.Put(theirs);
        var text = world.Store.ReadText();

        var reply = await world.PassesUntilEndAsync(world.Function().AssignAsync("r2"));

        Assert.Equal(AssignOutcome.Waiting, reply.Outcome);
        await Eventually.HoldsAsync(() => measured.Sum("scaler.ledger.conflicts") == 1);
        Assert.Equal((1, 0), (world.Platform.Creates.Count, world.Platform.Destroys.Count));
        Assert.Equal(text, world.Store.ReadText());

        // Whoever is activated next reads the other's record, and finds the slot there.
        await Eventually.ReadsAsync(world.Function().Grain.CountSlots, slots => slots == 1);
        Assert.Equal(held, Assert.Single(world.Store.Read()!.Slots).Id);
    }

    [Fact]
    public async Task Write_TakenForFailedAndStored_GoesOn()
    {
        await using var world = await new LedgerWorld().StartAsync();
        using var measured = new MeasuredValues(world.Functions, LedgerInstruments.Name);
        world.Platform.SucceedAlways();
        await world.Function().AssignAsync("r1");
        world.Store.LosesNextAnswer = true;

        var reply = await world.PassesUntilEndAsync(world.Function().AssignAsync("r2"));

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        await world.PassesUntilAsync(() => world.Store.Made() == 2);
        Assert.Equal(0, measured.Sum("scaler.ledger.conflicts"));
        Assert.Equal(2, (await world.Function().StatusAsync()).Busy);
    }

    [Fact]
    public async Task Record_OfANewerVersion_IsRefusedAndLeftAsItIs()
    {
        var store = new ScriptedStore();
        store.Put(NewerRecord());
        var text = store.ReadText();
        await using var world = await new LedgerWorld(store).StartAsync();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => world.Function().AssignAsync("r1"));

        var refused = Assert.IsType<LedgerRefusedException>(fault);
        Assert.Contains("function 'f'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("version 1", refused.Message, StringComparison.Ordinal);
        await world.StopAsync();
        Assert.Equal(text, store.ReadText());
        Assert.Equal(0, world.Platform.Creates.Count);
    }

    [Fact]
    public async Task Record_OfANewerVersionFoundLate_IsLeftAsItIs()
    {
        var store = new ScriptedStore();
        store.Put(NewerRecord());
        var text = store.ReadText();
        await using var world = new LedgerWorld(store);
        store.IsDown = true;
        world.Platform.SucceedAlways();
        await world.StartAsync();
        await world.PassesUntilEndAsync(world.Function().AssignAsync("r1"));

        store.IsDown = false;
        await Eventually.HoldsAsync(async () =>
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(20));
            var assign = world.Function().AssignAsync("r2");
            await Task.WhenAny(assign, Task.Delay(20));
            return assign.Exception?.InnerException is LedgerRefusedException;
        });
        await world.StopAsync();

        Assert.Equal(text, store.ReadText());
    }

    private static FunctionLedger NewerRecord() => new()
    {
        Version = FunctionLedger.CurrentVersion + 1,
        Epoch = 7,
        Function = new FunctionRecord { MemoryMegabytes = FunctionCalls.Megabytes },
        Slots = [new SlotRecord { Id = "s1", PlatformSlotId = "p1", MemoryMegabytes = FunctionCalls.Megabytes }],
    };

    private static void Break(LedgerWorld world, bool isDown)
    {
        if (isDown)
        {
            world.Store.IsDown = true;
        }
        else
        {
            world.Store.Hold();
        }
    }
}
