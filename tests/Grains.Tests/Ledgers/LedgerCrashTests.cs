using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>The process dies and another one goes on with what was stored.</summary>
public sealed class LedgerCrashTests
{
    /// <summary>The function's time-out and the grace beyond it.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Count_AfterACrash_WakesTheFunctionWithItsSlots()
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();

        Assert.Equal(1, await world.Function().Grain.CountSlots());

        Assert.Equal(1, (await world.Function().StatusAsync()).Busy);
        Assert.Equal(0, world.Platform.Destroys.Count);
    }

    [Fact]
    public async Task Count_OfAFunctionWithoutSlots_IsZero()
    {
        await using var world = await new LedgerWorld().StartAsync();

        Assert.Equal(0, await world.Function().Grain.CountSlots());
    }

    [Fact]
    public async Task Idle_OfAHolderOfBefore_EndsItsSlot()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1", "p7");
        await using var world = await before.AfterCrash().StartAsync();

        Assert.Equal(IdleOutcome.Done, await world.Function().IdleAsync("r1", held));

        var destroy = await world.Platform.Destroys.NextAsync();
        Assert.Equal("p7", destroy.PlatformSlotId);
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
    }

    [Fact]
    public async Task SlotOfUnknownUse_NobodySpeaks_GoesAfterTimeOutAndGrace()
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();
        await world.Function().Grain.CountSlots();

        world.Clock.Advance(s_longest - TimeSpan.FromTicks(1));
        await world.Function().StatusAsync();
        Assert.Equal(0, world.Platform.Destroys.Count);
        world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("p1", (await world.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Fact]
    public async Task SlotOfUnknownUse_AnAssign_IsNotServedByIt()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();

        var other = await world.Function().StartAsync(world.Platform, "r2", "p2");

        Assert.NotEqual(held, other);
        Assert.Equal(2, (await world.Function().StatusAsync()).Busy);
    }

    [Fact]
    public async Task Announcement_OfAHolder_KeepsItsSlotUntilItsIdle()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();
        var function = world.Function();

        Assert.Equal(1, await function.Grain.Announce(Held("r1", held)));
        Assert.Equal(1, (await function.StatusAsync()).Busy);

        Assert.Equal(IdleOutcome.Done, await function.IdleAsync("r1", held));
        await world.Platform.Destroys.NextAsync();
    }

    [Fact]
    public async Task Announcement_OfAnUnknownInstance_IsPassedOver()
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();

        Assert.Equal(0, await world.Function().Grain.Announce(Held("r1", "another")));
    }

    [Fact]
    public async Task IdleSlot_WithABoard_ServesWarmAtOnce()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = await before.AfterCrash().StartAsync();

        var warm = await world.Function().AssignAsync("r2");

        Assert.Equal((AssignOutcome.Granted, held), (warm.Outcome, warm.InstanceId));
        Assert.Equal(0, world.Platform.Creates.Count);
    }

    [Fact]
    public async Task Holder_WithABoard_AskedAgain_GetsTheSameInstance()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();
        var function = world.Function();

        Assert.Equal(held, (await function.AssignAsync("r1")).InstanceId);
        Assert.Equal(IdleOutcome.Done, await function.IdleAsync("r1", held));

        Assert.Equal(held, (await function.AssignAsync("r2")).InstanceId);
        Assert.Equal(0, world.Platform.Creates.Count);
    }

    [Fact]
    public async Task Holder_WithABoard_LateIdle_LeavesAnIdleSlot()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash().StartAsync();

        Assert.Equal(IdleOutcome.Done, await world.Function().IdleAsync("r1", held));

        Assert.Equal(1, (await world.Function().StatusAsync()).Idle);
        Assert.Equal(0, world.Platform.Destroys.Count);
    }

    [Fact]
    public async Task SecondCrash_WithABoard_KnowsTheUseStill()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var between = await before.AfterCrash().StartAsync();
        await between.Function().IdleAsync("r1", held);
        await using var world = await between.AfterCrash().StartAsync();

        Assert.Equal(held, (await world.Function().AssignAsync("r2")).InstanceId);
    }

    [Fact]
    public async Task BoardOfAnotherBoot_NothingIsKnownOfTheUse()
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = await before.AfterCrash(new FakeBoard { Id = "booted" }).StartAsync();

        await world.Function().Grain.CountSlots();

        Assert.Equal(1, (await world.Function().StatusAsync()).Busy);
    }

    [Fact]
    public async Task Intent_PlatformTakesRepeats_IsCreatedAgainAndDestroyed()
    {
        await using var before = await new LedgerWorld().StartAsync();
        _ = before.Function().AssignAsync("r1");
        var intent = await before.Platform.Creates.NextAsync();
        await using var world = before.AfterCrash();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();
        await world.Function().Grain.CountSlots();

        var again = await world.Platform.Creates.NextAsync();
        Assert.Equal(intent.RequestId, again.RequestId);
        again.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        var destroy = await world.Platform.Destroys.NextAsync();
        Assert.Equal("p1", destroy.PlatformSlotId);
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
        intent.Answer(new CreateSlotResult(PlatformOutcome.Failed));
    }

    [Fact]
    public async Task Intent_PlatformTakesNoRepeats_IsCounted()
    {
        await using var before = await new LedgerWorld().StartAsync();
        _ = before.Function().AssignAsync("r1");
        var intent = await before.Platform.Creates.NextAsync();
        await using var world = await before.AfterCrash().StartAsync();
        using var measured = new MeasuredValues(world.Functions, LedgerInstruments.Name);

        await world.Function().Grain.CountSlots();

        await Eventually.HoldsAsync(() => measured.Sum("scaler.ledger.expired_intents") == 1);
        Assert.Equal(0, world.Platform.Creates.Count);
        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
        intent.Answer(new CreateSlotResult(PlatformOutcome.Failed));
    }

    [Fact]
    public async Task Intent_StillUnsettledAtAStop_IsSettledByTheNextOwner()
    {
        await using var before = await new LedgerWorld().StartAsync();
        _ = before.Function().AssignAsync("r1");
        var intent = await before.Platform.Creates.NextAsync();
        await using var between = before.AfterCrash();
        between.Platform.TakesRepeatedCreates = true;
        between.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(PlatformOutcome.Unavailable));
        await between.StartAsync();
        await between.Function().Grain.CountSlots();
        await Eventually.HoldsAsync(() => between.Platform.Creates.Count > 0);
        await using var world = await between.AfterStopAsync();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();

        await world.Function().Grain.CountSlots();

        Assert.Equal(intent.RequestId, (await world.Platform.Creates.NextAsync()).RequestId);
        intent.Answer(new CreateSlotResult(PlatformOutcome.Failed));
    }

    [Theory]
    [InlineData(PlatformOutcome.TimedOut)]
    [InlineData(PlatformOutcome.Unavailable)]
    [InlineData(PlatformOutcome.Failed)]
    public async Task UnansweredCreate_PlatformTakesRepeats_IsCreatedAgainAndDestroyed(PlatformOutcome outcome)
    {
        await using var world = new LedgerWorld();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();
        _ = world.Function().AssignAsync("r1", wait: TimeSpan.FromMilliseconds(1));
        var lost = await world.Platform.Creates.NextAsync();
        lost.Answer(new CreateSlotResult(outcome));

        var again = await world.Platform.Creates.NextAsync();
        Assert.Equal(lost.RequestId, again.RequestId);
        again.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        var destroy = await world.Platform.Destroys.NextAsync();
        Assert.Equal("p1", destroy.PlatformSlotId);
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));

        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.All(slot => slot.Id != lost.RequestId));
    }

    [Theory]
    [InlineData(PlatformOutcome.Refused)]
    [InlineData(PlatformOutcome.Throttled)]
    [InlineData(PlatformOutcome.NotFound)]
    public async Task RefusedCreate_PlatformTakesRepeats_IsForgotten(PlatformOutcome outcome)
    {
        await using var world = new LedgerWorld();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();
        _ = world.Function().AssignAsync("r1", wait: TimeSpan.FromMilliseconds(1));
        var refused = await world.Platform.Creates.NextAsync();
        refused.Answer(new CreateSlotResult(outcome));

        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.All(slot => slot.Id != refused.RequestId));
    }

    [Fact]
    public async Task UnansweredCreate_StillUnsettledAtAStop_IsSettledByTheNextOwner()
    {
        await using var before = new LedgerWorld();
        before.Platform.TakesRepeatedCreates = true;
        before.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(PlatformOutcome.Unavailable));
        await before.StartAsync();
        await before.PassesUntilEndAsync(before.Function().AssignAsync("r1", wait: TimeSpan.FromMilliseconds(1)));
        var ids = before.Platform.Creates.All.Select(create => create.RequestId).ToHashSet();
        await using var world = await before.AfterStopAsync();
        world.Platform.TakesRepeatedCreates = true;
        await world.StartAsync();

        await world.Function().Grain.CountSlots();

        Assert.Contains((await world.Platform.Creates.NextAsync()).RequestId, ids);
    }

    private static ImmutableArray<HeldInstance> Held(string request, string instance) =>
        [new HeldInstance(request, instance, 0)];
}
