using OrleansScaler.Contracts.Functions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>The platform is asked which of the slots it has still.</summary>
public sealed class LedgerReconcileTests
{
    /// <summary>Once a minute, a quarter more at most.</summary>
    private static readonly TimeSpan s_latest = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan s_earliest = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task SlotOfBefore_ThatThePlatformLost_IsForgotten()
    {
        await using var before = await new LedgerWorld().StartAsync();
        var held = await before.Function().StartAsync(before.Platform, "r1");
        await using var world = before.AfterCrash();
        world.Platform.OnReconcile = slots => [.. slots.Select(slot => slot.Id)];
        await world.StartAsync();

        await world.Function().Grain.CountSlots();

        await world.Function().StatusAsync(status => status is { Busy: 0, SlotsForgotten: 1 });
        await Eventually.HoldsAsync(() => world.Store.Read()!.Slots.Count == 0);
        Assert.Equal(0, world.Platform.Destroys.Count);
        Assert.Equal(0, world.Functions.Quotas.Slots.Taken);
        Assert.NotEmpty(held);
    }

    [Theory]
    [InlineData("f")]
    [InlineData("another")]
    [InlineData("one-more")]
    public async Task RunningFunction_IsComparedEveryMinuteOrSo(string key)
    {
        await using var world = new LedgerWorld();
        var asked = 0;
        world.Platform.OnReconcile = _ =>
        {
            Interlocked.Increment(ref asked);
            return [];
        };
        await world.StartAsync();
        await world.Function(key).StartAsync(world.Platform, "r1");

        world.Clock.Advance(s_earliest - TimeSpan.FromTicks(1));
        await world.Function(key).StatusAsync();
        Assert.Equal(0, Volatile.Read(ref asked));
        world.Clock.Advance(s_latest - s_earliest);

        await Eventually.HoldsAsync(() => Volatile.Read(ref asked) == 1);
        await world.Function(key).StatusAsync();
        world.Clock.Advance(s_latest);
        await Eventually.HoldsAsync(() => Volatile.Read(ref asked) >= 2);
    }

    [Fact]
    public async Task RunningFunction_LosesASlot_ServesWithAnother()
    {
        await using var world = new LedgerWorld();
        world.Platform.OnReconcile = slots => [.. slots.Select(slot => slot.Id)];
        world.Platform.SucceedAlways();
        await world.StartAsync();
        var first = await world.Function().AssignAsync("r1");
        await world.Function().IdleAsync("r1", first.InstanceId);

        world.Clock.Advance(s_latest);
        await world.Function().StatusAsync(status => status.Idle == 0);
        var second = await world.Function().AssignAsync("r2");

        Assert.Equal(AssignOutcome.Granted, second.Outcome);
        Assert.NotEqual(first.InstanceId, second.InstanceId);
    }
}
