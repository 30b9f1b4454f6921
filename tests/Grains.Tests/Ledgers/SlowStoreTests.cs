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
        var asked = world.Function().AssignAsync("r1");

        // One tick less than the time-out; what has begun to wait is in its turn by then.
        await world.Function().StatusAsync(status => status.Waiting == 1);
        world.Clock.Advance(world.Options.IntentTimeout - TimeSpan.FromTicks(1));
        await world.Function().StatusAsync();
        Assert.Equal(0, world.Platform.Creates.Count);
        world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(AssignOutcome.Granted, (await asked).Outcome);
        log.WriteLine($"a first call waited {world.Clock.GetUtcNow() - world.Clock.Start} for a write of {s_write}");
    }

    private static Task<LedgerWorld> StartAsync()
    {
        var world = new LedgerWorld { WriteTakes = s_write };
        world.Platform.SucceedAlways();
        return world.StartAsync();
    }
}
