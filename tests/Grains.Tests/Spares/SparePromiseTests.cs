using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Tests.Ledgers;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>A spare goes from one record to another one, and the process dies at any point of it.</summary>
public sealed class SparePromiseTests
{
    /// <summary>Twice what a function waits for the answer.</summary>
    private static readonly TimeSpan s_asked = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Take_IsStoredWhenAnswered()
    {
        await using var world = await SpareWorld.StartWithOneAsync();

        Assert.Equal("spare", await world.Spares().Take("f").EndsAsync());

        Assert.Equal("f", Assert.Single(world.Store.ReadSpares()!.Spares).Taker);
    }

    [Fact]
    public async Task TakerNotedIt_IsItsAloneAfterAWhile()
    {
        await using var world = await SpareWorld.StartWithOneAsync();
        await TakeAsync(world);

        world.Clock.Advance(s_asked);

        await world.NoSpareIsStoredAsync();
        Assert.Equal("spare", Assert.Single(world.Store.Read()!.Slots).PlatformSlotId);
        Assert.True(world.Store.IsIndexed("f"), "who looks for slots of lost silos must find the function");
        Assert.Equal((0, 1), (world.Platform.Destroys.Count, world.Functions.Quotas.Slots.Taken));
    }

    [Fact]
    public async Task TakerNeverNotedIt_IsDestroyedAfterAWhile()
    {
        await using var world = await SpareWorld.StartWithOneAsync();
        await world.Spares().Take("f").EndsAsync();

        world.Clock.Advance(s_asked);

        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Crash_TakerNotedIt_IsItsAlone()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        var held = await TakeAsync(before);
        Assert.Equal("f", Assert.Single(before.Store.ReadSpares()!.Spares).Taker);
        await using var world = await before.AfterCrash().StartAsync();

        await world.WalkAsync();

        await world.NoSpareIsStoredAsync();
        Assert.Equal("spare", Assert.Single(world.Store.Read()!.Slots).PlatformSlotId);
        Assert.True(world.Store.IsIndexed("f"), "who looks for slots of lost silos must find the function");
        Assert.Equal((0, 1), (world.Platform.Destroys.Count, world.Functions.Quotas.Slots.Taken));
        Assert.Equal(IdleOutcome.Done, await world.Function().IdleAsync("r1", held));
    }

    [Fact]
    public async Task Crash_TakerDidNotNoteIt_IsDestroyed()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        await before.Spares().Take("f").EndsAsync();
        await using var world = await before.AfterCrash().StartAsync();

        await world.WalkAsync();

        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task Crash_PromiseNotStored_IsASpareAndWasNotGiven()
    {
        await using var before = await SpareWorld.StartWithOneAsync();
        before.Store.Hold();
        var take = before.Spares().Take("f").AsTask();
        await Eventually.ReadsAsync(before.Spares().GetStatus, status => status.Prepared == 0);
        await using var world = await before.AfterCrash().StartAsync();

        await world.WalkAsync();

        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 1);
        Assert.False(take.IsCompleted);
    }

    [Fact]
    public async Task Take_StoreHangs_GivesNothingAndTheSpareGoes()
    {
        await using var world = await SpareWorld.StartWithOneAsync();
        world.Store.Hold();

        var take = world.Spares().Take("f").AsTask();
        await Eventually.ReadsAsync(world.Spares().GetStatus, status => status.Prepared == 0);
        world.Clock.Advance(world.Functions.Functions.AnswerWaitingAfter / 2);
        Assert.Null(await take.EndsAsync());

        Assert.Equal(0, world.Platform.Destroys.Count);
        world.Store.LetGo();
        Assert.Equal("spare", await world.DestroyNextAsync());
        await world.NoSpareIsStoredAsync();
    }

    [Fact]
    public async Task Take_StoreDown_GivesNothingAndKeepsTheSpare()
    {
        await using var world = await SpareWorld.StartWithOneAsync();
        var health = world.Functions.Service<LedgerServices>().Health;
        health.Failed();
        health.Failed();
        health.Failed();

        Assert.Null(await world.Spares().Take("f").EndsAsync());

        Assert.Equal(1, (await world.Spares().GetStatus().EndsAsync()).Prepared);
    }

    [Fact]
    public async Task Take_AnotherOwnerWroteMeanwhile_GivesNothingAndDestroysNothing()
    {
        await using var world = await SpareWorld.StartWithOneAsync();
        var theirs = world.Store.ReadSpares()!;
        theirs.Epoch += 1_000;
        world.Store.Put(theirs);

        Assert.Null(await world.Spares().Take("f").EndsAsync());

        // Whoever is activated next reads the other's record, and finds the spare there.
        await Eventually.HoldsAsync(async () =>
        {
            await world.WalkAsync();
            return (await world.Spares().GetStatus().EndsAsync()).Prepared == 1;
        });
        Assert.Equal(0, world.Platform.Destroys.Count);
        Assert.Equal(1, world.Functions.Quotas.Slots.Taken);
    }

    /// <summary>The function "f" is served by the spare.</summary>
    private static async Task<string> TakeAsync(LedgerWorld world)
    {
        var assign = world.Function().AssignAsync("r1");
        Assert.Equal("spare", (await world.Platform.InitNextAsync()).PlatformSlotId);
        Assert.Equal((AssignOutcome.Granted, Reason.ReadySlot), ((await assign).Outcome, (await assign).Reason));
        return (await assign).InstanceId!;
    }
}
