using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Tests.Fencing;
using OrleansScaler.Platforms;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>Another activation owns the slots by now: this one neither serves nor touches anything.</summary>
public sealed class LedgerAbdicationTests
{
    [Fact]
    public async Task Assign_AtAnActivationThatGaveUp_FailsSoThatTheGatewayPauses()
    {
        using var frozen = new FenceWorld();
        await using var world = await new LedgerWorld { Fence = frozen.Fence }.StartAsync();
        await world.Function().StartAsync(world.Platform, "r1");
        world.Store.Hold();
        var waits = world.Function().AssignAsync("r2");
        await world.Function().StatusAsync(status => status.Starting == 1);
        frozen.Freeze(TimeSpan.FromSeconds(10));
        var late = world.Function().AssignAsync("r3");
        await world.Function().StatusAsync();
        GiveAway(world);
        world.Store.LetGo();
        Assert.Equal(AssignOutcome.Waiting, (await waits).Outcome);

        _ = frozen.Fence.Beat();
        await frozen.Members.AnswerAsync(1, isMember: true);
        await frozen.LivesUntilAsync(() => frozen.Fence.IsOpen);

        await Assert.ThrowsAsync<TimeoutException>(() => late);
    }

    [Fact]
    public async Task Init_FailsAfterTheSlotsWereGivenUp_DestroysNothing()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var waits = world.Function().AssignAsync("r1");
        var create = await world.Platform.Creates.NextAsync();
        GiveAway(world);
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        var init = await world.Platform.Inits.NextAsync();
        Assert.Equal(AssignOutcome.Waiting, (await waits).Outcome);

        init.Answer(new InitResult(PlatformOutcome.Failed));

        await HasEndedAsync(world);
        Assert.Equal((1, 1, 0), Calls(world));
    }

    [Fact]
    public async Task Create_EndsAfterTheSlotsWereGivenUp_InitsNothing()
    {
        await using var world = await new LedgerWorld().StartAsync();
        _ = world.Function().AssignAsync("r1");
        var create = await world.Platform.Creates.NextAsync();
        GiveAway(world);
        Assert.Equal(AssignOutcome.Waiting, (await world.Function().AssignAsync("r2")).Outcome);

        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));

        await HasEndedAsync(world);
        Assert.Equal((1, 0, 0), Calls(world));
    }

    /// <summary>As another activation does that takes the record over.</summary>
    private static void GiveAway(LedgerWorld world)
    {
        var theirs = world.Store.Read()!;
        theirs.Epoch += 1_000;
        world.Store.Put(theirs);
    }

    /// <summary>A call reaches the next activation only when this one is over.</summary>
    private static async Task HasEndedAsync(LedgerWorld world) =>
        await world.PassesUntilEndAsync(world.Function().Grain.CountSlots().AsTask());

    private static (int Creates, int Inits, int Destroys) Calls(LedgerWorld world) =>
        (world.Platform.Creates.Count, world.Platform.Inits.Count, world.Platform.Destroys.Count);
}
