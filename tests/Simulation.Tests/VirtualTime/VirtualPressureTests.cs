using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>A memory budget over all pools of a run.</summary>
public sealed class VirtualPressureTests
{
    [Fact]
    public void Play_SecondFunctionNeedsTheMemory_TheFirstGivesItsIdleSlot()
    {
        var trace = StoryTrace.Of(100, 512, 512).Call(0, 1).Call(5, 1, function: 1).Call(9, 1);
        var watcher = new DecisionLines();

        var card = Simulated.Play(
            trace, "faascache:512mb", TimeSpan.Zero, new VirtualRunOptions { Watcher = watcher });

        Assert.Equal(3, card.ColdStarts);
        Assert.Equal(2, watcher.Lines.Count(line => line.EndsWith("MemoryPressure", StringComparison.Ordinal)));
    }

    [Fact]
    public void Play_BudgetHasRoomForBoth_BothStay()
    {
        var trace = StoryTrace.Of(100, 512, 512).Call(0, 1).Call(5, 1, function: 1).Call(9, 1);

        Assert.Equal(2, Simulated.Play(trace, "faascache:1gb").ColdStarts);
    }

    [Fact]
    public void Play_EverythingBusy_ExceedsTheBudgetAndRefusesNobody()
    {
        // Both run from 5 to 10; the first to end is idle while too much is held, and goes at once.
        var trace = StoryTrace.Of(100, 512, 512).Call(0, 10).Call(5, 15, function: 1).Call(12, 1);

        var card = Simulated.Play(trace, "faascache:512mb");

        Assert.Equal((3, 1_024.0), (card.ColdStarts, card.PeakMemoryMegabytes));
    }

    [Theory]
    [InlineData("faascache:1gb", 1)] // called three times, 3 · 0.808 / 0.5: the other goes
    [InlineData("lru:1gb", 0)] // idle for longest
    public void Play_ThirdFunctionNeedsTheMemory_ByWorthOneGoes(string policy, int victim)
    {
        var trace = StoryTrace.Of(100, 512, 512, 512)
            .Call(0, 1).Call(1, 1).Call(2, 1).Call(5, 1, function: 1).Call(9, 1, function: 2);
        var watcher = new DecisionLines();

        Simulated.Play(trace, policy, TimeSpan.Zero, new VirtualRunOptions { Watcher = watcher });

        var line = Assert.Single(
            watcher.Lines, line => line.EndsWith("MemoryPressure", StringComparison.Ordinal));
        Assert.Contains($" {victim} {PoolCommandKind.Destroy} ", line, StringComparison.Ordinal);
    }
}
