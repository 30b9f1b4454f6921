using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>
/// The machine's clock is set between two owners, or that of the next one is another: what is stored is then of the
/// future, or of an hour ago.
/// </summary>
public sealed class LedgerClockTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromMinutes(5);

    /// <summary>Time-out and grace of the functions here.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60 + 60);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task IdleSlot_HandedOver_IsKeptForTheRestOfItsKeepAlive(int hours)
    {
        await using var before = new LedgerWorld();
        before.Functions.Policies.KeepAlive = s_keepAlive;
        await before.StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        before.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var world = await before.AfterStopAsync(TimeSpan.FromHours(hours));
        world.Functions.Policies.KeepAlive = s_keepAlive;
        await world.StartAsync();
        Assert.Equal(1, await world.Function().Grain.CountSlots());

        world.Clock.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromSeconds(10));
        Assert.Equal(1, (await world.Function().StatusAsync()).Idle);
        Assert.Equal(0, world.Platform.Destroys.Count);
        world.Clock.Advance(TimeSpan.FromSeconds(10) + s_tick);

        Assert.Equal("p1", (await world.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Holder_HandedOver_KeepsItsInstanceForTheRestOfItsTime(int hours)
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        before.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var world = await (await before.AfterStopAsync(TimeSpan.FromHours(hours))).StartAsync();
        await world.Function().Grain.CountSlots();

        world.Clock.Advance(s_longest - TimeSpan.FromMinutes(1) - TimeSpan.FromSeconds(10));
        Assert.Equal((1, 0), ((await world.Function().StatusAsync()).Busy, world.Platform.Destroys.Count));
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("p1", (await world.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task FinishedRequest_HandedOver_IsRemembered(int hours)
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = await (await before.AfterStopAsync(TimeSpan.FromHours(hours))).StartAsync();

        Assert.Equal(AssignOutcome.Finished, (await world.Function().AssignAsync("r1")).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task IdleSlot_AfterACrash_ServesWarmAndIsKeptFromNowOn(int hours)
    {
        await using var before = await new LedgerWorld(new FakeBoard()).StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await before.Function().IdleAsync("r1", held);
        await using var world = before.AfterCrash(setBy: TimeSpan.FromHours(hours));
        world.Functions.Policies.KeepAlive = s_keepAlive;
        await world.StartAsync();
        await world.Function().Grain.CountSlots();

        world.Clock.Advance(s_keepAlive);
        Assert.Equal(held, (await world.Function().AssignAsync("r2")).InstanceId);
        await world.Function().IdleAsync("r2", held);
        world.Clock.Advance(s_keepAlive + s_tick);

        Assert.Equal("p1", (await world.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task SlotOfUnknownUse_AfterACrash_GoesAfterTimeOutAndGrace(int hours)
    {
        await using var before = await new LedgerWorld().StartAsync();
        await before.Function().StartAsync(before.Platform, "r1");
        await using var world = await before.AfterCrash(setBy: TimeSpan.FromHours(hours)).StartAsync();
        await world.Function().Grain.CountSlots();

        world.Clock.Advance(s_longest - s_tick);
        await world.Function().StatusAsync();
        Assert.Equal(0, world.Platform.Destroys.Count);
        world.Clock.Advance(s_tick);

        Assert.Equal("p1", (await world.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    /// <summary>What the hand-over said of the slot is long over, and in the record still: it was lent since.</summary>
    [Fact]
    public async Task SlotOfUnknownUse_HandedOverLongBeforeTheCrash_IsWaitedForFromNowOn()
    {
        await using var first = await new LedgerWorld().StartAsync();
        var held = await first.Function().StartAsync(first.Platform, "r1");
        await first.Function().IdleAsync("r1", held);
        await using var second = await (await first.AfterStopAsync()).StartAsync();
        await second.Function().Grain.CountSlots();
        second.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(held, (await second.Function().AssignAsync("r2")).InstanceId);

        await using var third = await second.AfterCrash().StartAsync();
        await third.Function().Grain.CountSlots();
        third.Clock.Advance(s_longest - s_tick);

        Assert.Equal((1, 0), ((await third.Function().StatusAsync()).Busy, third.Platform.Destroys.Count));
    }
}
