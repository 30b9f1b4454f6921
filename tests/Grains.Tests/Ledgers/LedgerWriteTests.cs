using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>What is written when, and what waits for it.</summary>
public sealed class LedgerWriteTests
{
    [Fact]
    public async Task WarmCalls_AThousandPairs_WriteNothing()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        world.Platform.SucceedAlways();
        var cold = await function.AssignAsync("cold");
        await function.IdleAsync("cold", cold.InstanceId);
        await Eventually.HoldsAsync(() => world.Store.Writes == 2);

        for (var i = 0; i < 1_000; i++)
        {
            var assigned = await function.AssignAsync($"r{i}");
            Assert.Equal(IdleOutcome.Done, await function.IdleAsync($"r{i}", assigned.InstanceId));
        }

        Assert.Equal(2, world.Store.Writes);
    }

    [Fact]
    public async Task Creates_AHundredAtOnce_ShareTheirWrites()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        await function.StatusAsync();
        world.Store.Hold();
        var asks = Enumerable.Range(0, 100).Select(i => function.AssignAsync($"r{i}")).ToArray();
        await function.StatusAsync(status => status.Starting == 100);
        world.Store.LetGo();
        await Eventually.HoldsAsync(() => world.Platform.Creates.Count == 100);
        world.Store.Hold();
        world.Platform.SucceedAlways();
        await Eventually.HoldsAsync(() => world.Platform.Inits.Count == 100);
        world.Store.LetGo();
        await Task.WhenAll(asks);

        // Intents: the first alone, all others with the second write. What was made: the same.
        Assert.All(asks, ask => Assert.Equal(AssignOutcome.Granted, ask.Result.Outcome));
        Assert.Equal(4, world.Store.Writes);
        Assert.Equal(100, world.Store.Made());
    }

    [Fact]
    public async Task Create_IntentNotStoredYet_IsNotSent()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        await function.StatusAsync();
        world.Store.Hold();
        var assign = function.AssignAsync("r1");
        await function.StatusAsync(status => status.Starting == 1);

        Assert.Equal(0, world.Platform.Creates.Count);
        world.Store.LetGo();
        var create = await world.Platform.Creates.NextAsync();

        var intent = Assert.Single(world.Store.Read()!.Slots);
        Assert.Equal((create.RequestId, (string?)null), (intent.Id, intent.PlatformSlotId));
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        (await world.Platform.Inits.NextAsync()).Answer(new InitResult(PlatformOutcome.Ok));
        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
    }

    [Fact]
    public async Task Grant_MadeSlotNotStoredYet_Waits()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        var assign = function.AssignAsync("r1");
        var create = await world.Platform.Creates.NextAsync();
        world.Store.Hold();
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        (await world.Platform.Inits.NextAsync()).Answer(new InitResult(PlatformOutcome.Ok));

        var status = await function.StatusAsync();
        Assert.Equal((1, 0), (status.Starting, status.Busy));
        Assert.False(assign.IsCompleted);
        world.Store.LetGo();

        Assert.Equal(AssignOutcome.Granted, (await assign).Outcome);
        Assert.Equal("p1", Assert.Single(world.Store.Read()!.Slots).PlatformSlotId);
    }

    [Fact]
    public async Task Destroy_OfTheLastSlot_LeavesNoneInTheRecord()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        world.Platform.SucceedAlways();
        var cold = await function.AssignAsync("r1");

        await function.IdleAsync("r1", cold.InstanceId, needDestroy: true);

        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
    }

    [Fact]
    public async Task Create_Refused_LeavesNoIntent()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        var assign = function.AssignAsync("r1", wait: TimeSpan.FromMilliseconds(1));
        (await world.Platform.Creates.NextAsync()).Answer(new CreateSlotResult(PlatformOutcome.Refused));

        Assert.Equal(AssignOutcome.Rejected, (await assign).Outcome);

        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
    }

    [Fact]
    public async Task Index_ForgottenAgainAndAgain_NamesTheFunctionBeforeItsNextSlot()
    {
        await using var world = await new LedgerWorld().StartAsync();
        var function = world.Function();
        world.Platform.SucceedAlways();

        for (var i = 0; i < 3; i++)
        {
            var cold = await function.AssignAsync($"r{i}");
            await Eventually.HoldsAsync(() => world.Store.Read() is { IsIndexed: true, Slots.Count: 1 });
            await function.IdleAsync($"r{i}", cold.InstanceId, needDestroy: true);
            await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
            Assert.Equal(0, await function.Grain.CountSlots());
        }
    }
}
