using OrleansScaler.Contracts.Functions;
using Xunit.Abstractions;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>Every write of the store takes two seconds.</summary>
public sealed class SlowStoreTests(ITestOutputHelper log)
{
    private static readonly TimeSpan s_write = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task WarmAssign_WaitsForNothing()
    {
        await using var world = await StartAsync();
        var function = world.Function();
        var first = await world.PassesUntilEndAsync(function.AssignAsync("r1", attempt: 1));
        Assert.Equal(AssignOutcome.Granted, first.Outcome);

        // The clock stands still from here on, amid a write: no wait of any length would end.
        await function.IdleAsync("r1", first.InstanceId);
        var warm = await function.AssignAsync("r2");

        Assert.Equal((AssignOutcome.Granted, first.InstanceId), (warm.Outcome, warm.InstanceId));
    }

    [Fact]
    public async Task FirstCreate_WaitsNoLongerThanTheIntentTimeout()
    {
        await using var world = await StartAsync();
        _ = world.Function().AssignAsync("r1");

        // Slice by slice, as the wait is: of a clock that leaps it believes one slice.
        var slice = world.Options.IntentTimeout / 8;
        await world.Function().StatusAsync(status => status.Waiting == 1);
        for (var gone = 1; gone < 8; gone++)
        {
            world.Clock.Advance(slice);
            await world.Function().StatusAsync();
        }

        Assert.Equal(0, world.Platform.Creates.Count);
        await world.PassesUntilAsync(() => world.Platform.Creates.Count == 1);
        Assert.True(world.Clock.GetUtcNow() - world.Clock.Start < s_write);
        log.WriteLine($"a first create waited {world.Clock.GetUtcNow() - world.Clock.Start} for a write of {s_write}");
    }

    private static Task<LedgerWorld> StartAsync()
    {
        var world = new LedgerWorld { WriteTakes = s_write };
        world.Platform.SucceedAlways();
        return world.StartAsync();
    }
}
