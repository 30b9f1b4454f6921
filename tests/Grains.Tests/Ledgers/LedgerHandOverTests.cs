using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>The silo stops in order, and the next one goes on.</summary>
public sealed class LedgerHandOverTests
{
    [Fact]
    public async Task Stop_SlotsAreKept_DestroysNone()
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");

        await before.StopAsync();

        Assert.Equal(0, before.Platform.Destroys.Count);
        var record = before.Store.Read()!;
        Assert.True(record.IsHandOver);
        Assert.Equal(("r1", false), (record.Requests![0].Id, record.Requests[0].IsFinished));
    }

    [Fact]
    public async Task IdleSlot_OfBefore_ServesWarm()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        Assert.Equal(held, (await world.Function().AssignAsync("r2")).InstanceId);
        Assert.Equal(0, world.Platform.Creates.Count);
    }

    [Fact]
    public async Task Holder_OfBefore_GivesItsSlotBackIdle()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        Assert.Equal(IdleOutcome.Done, await world.Function().IdleAsync("r1", held));

        Assert.Equal(1, (await world.Function().StatusAsync()).Idle);
        Assert.Equal(held, (await world.Function().AssignAsync("r2")).InstanceId);
    }

    [Fact]
    public async Task Holder_OfBefore_AskedAgain_GetsTheSameInstance()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        Assert.Equal(held, (await world.Function().AssignAsync("r1")).InstanceId);
    }

    [Fact]
    public async Task FinishedRequest_OfBefore_IsRemembered()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        Assert.Equal(IdleOutcome.Repeated, await world.Function().IdleAsync("r1", held));
        Assert.Equal(AssignOutcome.Finished, (await world.Function().AssignAsync("r1")).Outcome);
    }

    [Fact]
    public async Task Create_UnderWayAtTheStop_IsHandedOver()
    {
        await using var before = await new LedgerWorld().StartAsync();
        _ = before.Function().AssignAsync("r1");
        var create = await before.Platform.Creates.NextAsync();
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        var init = await before.Platform.Inits.NextAsync();
        var stop = before.StopAsync();
        init.Answer(new InitResult(PlatformOutcome.Ok));
        await stop;
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        Assert.Equal(create.RequestId, (await world.Function().AssignAsync("r1")).InstanceId);
    }

    [Fact]
    public async Task FirstWrite_OfTheNextOwner_EndsTheHandOver()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = await before.AfterStopAsync();
        var epoch = world.Store.Read()!.Epoch;
        await world.StartAsync();

        await world.Function().AssignAsync("r2");

        var record = world.Store.Read()!;
        Assert.False(record.IsHandOver);
        Assert.True(record.Epoch > epoch, $"{record.Epoch} after {epoch}");
    }

    [Fact]
    public async Task Stop_SlotsAreNotKept_DestroysAllAndLeavesNoRecord()
    {
        await using var world = new LedgerWorld();
        world.Options.AtStop = LedgerOptions.Destroy;
        await world.StartAsync();
        world.Platform.SucceedAlways();
        var idle = await world.Function().AssignAsync("r1");
        await world.Function().IdleAsync("r1", idle.InstanceId);

        await world.StopAsync();

        Assert.Equal(1, world.Platform.Destroys.Count);
        Assert.Null(world.Store.Read());
    }

    [Fact]
    public async Task Stop_SlotsAreNotKeptButHeld_StaysInTheRecord()
    {
        await using var world = new LedgerWorld();
        world.Options.AtStop = LedgerOptions.Destroy;
        await world.StartAsync();
        world.Platform.SucceedAlways();
        var held = await world.Function().AssignAsync("r1");

        await world.StopAsync();

        Assert.Equal(0, world.Platform.Destroys.Count);
        Assert.Equal(held.InstanceId, Assert.Single(world.Store.Read()!.Slots).Id);
    }

    [Fact]
    public async Task Stop_StoreDown_EndsAndTheNextOwnerFindsWhatWasStored()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        before.Store.IsDown = true;
        await before.StopAsync();
        before.Store.IsDown = false;
        await using var world = await (await before.AfterStopAsync()).StartAsync();

        Assert.Equal(IdleOutcome.Done, await world.Function().IdleAsync("r1", held));

        // As after a crash: whether others hold it is not known.
        Assert.Equal("p1", (await world.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Fact]
    public async Task Stop_StoreDown_NothingIsWrittenAfterTheEnd()
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        before.Store.IsDown = true;
        await before.StopAsync();
        before.Store.IsDown = false;
        var record = before.Store.ReadText();

        before.Clock.Advance(TimeSpan.FromMinutes(1));
        await before.PassesUntilAsync(() => before.Clock.ArmedTimers == 0);

        Assert.Equal(record, before.Store.ReadText());
    }

    [Fact]
    public async Task Destroy_EndsAfterTheHandOver_ReturnsItsPlaceOnce()
    {
        await using var world = await new LedgerWorld().StartAsync();
        using var measured = new MeasuredValues(world.Functions);
        var held = await world.Function().StartAsync(world.Platform, "r1");
        await world.Function().IdleAsync("r1", held, needDestroy: true);
        var late = await world.Platform.Destroys.NextAsync();
        await world.PassesUntilEndAsync(world.Functions.Cluster.DeactivateAsync(world.Function().Grain));
        await world.Function().Grain.CountSlots();
        var again = await world.Platform.Destroys.NextAsync();
        Assert.Equal(1, world.Functions.Quotas.Slots.Taken);

        late.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await Eventually.HoldsAsync(() => measured.Count("scaler.slots.destroyed") == 1);
        again.Answer(new DestroySlotResult(PlatformOutcome.NotFound));

        await world.Function().StatusAsync(status => status.SlotsForgotten == 1);
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Init_FailsAfterTheHandOver_IsLeftToTheNextOwner()
    {
        await using var world = await new LedgerWorld().StartAsync();
        using var measured = new MeasuredValues(world.Functions);
        _ = world.Function().AssignAsync("r1");
        var create = await world.Platform.Creates.NextAsync();
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        var init = await world.Platform.Inits.NextAsync();
        await world.PassesUntilEndAsync(world.Functions.Cluster.DeactivateAsync(world.Function().Grain));
        await world.Function().Grain.CountSlots();
        var destroy = await world.Platform.Destroys.NextAsync();

        init.Answer(new InitResult(PlatformOutcome.Failed));
        await Eventually.HoldsAsync(() => measured.Count("scaler.slot.init") == 1);
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        await world.Function().StatusAsync(status => status.SlotsForgotten == 1);
        Assert.Equal(1, world.Platform.Destroys.Count);
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Stop_WhileACreateOfBeforeIsSettled_LeavesItToTheNextOwnerAtOnce()
    {
        await using var before = await new LedgerWorld().StartAsync();
        _ = before.Function().AssignAsync("r1");
        var create = await before.Platform.Creates.NextAsync();
        await using var world = before.AfterCrash();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();
        await world.Function().Grain.CountSlots();
        await world.Platform.Creates.NextAsync();
        var start = world.Clock.GetUtcNow();

        await world.StopAsync();

        var took = world.Clock.GetUtcNow() - start;
        Assert.True(took < world.Functions.Functions.CloseTimeout, $"It took {took}.");
        Assert.Equal(create.RequestId, Assert.Single(world.Store.Read()!.Slots).Id);
    }
}
