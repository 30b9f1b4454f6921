using OrleansScaler.Simulation.Bounds;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.Tests.VirtualTime;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.Bounds;

public sealed class BoundsRunTests
{
    private static readonly Goal Rum = new(Objective.Rum, TimeSpan.FromMilliseconds(808));

    [Fact]
    public void Compute_HandNumbers_AddUp()
    {
        // 1 GB breaks even at 80.55 s: gaps of 9 and 69 s are kept, the one of 100 s is not.
        var trace = StoryTrace.Of(300, 1024).Call(0, 1).Call(10, 1).Call(80, 1).Call(181, 1);

        var bounds = Compute(trace);

        Assert.Equal(2, bounds.OfflineKeepOrDrop.ColdStarts);
        Assert.Equal(78, bounds.OfflineKeepOrDrop.IdleGbSeconds, 6);
        Assert.Equal((2 * 0.808) + (78 / 99.69), bounds.OfflineKeepOrDrop.Value, 9);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void BestFixed_RandomTrace_IsTheBestRunOfAnyGap(ulong seed)
    {
        var trace = StoryTrace.Random(seed, functions: 1, calls: 60, endSeconds: 900);

        var best = Compute(trace).BestFixedPerFunction;

        var runs = Enumerable.Range(0, 1_800).Select(half => Simulated.Play(trace, $"fixed:{500 * half}ms"));
        var least = runs.MinBy(card => card.Rum.Value)!;
        Assert.Equal(least.Rum.Value, best.Value, 6);
        Assert.Equal(least.ColdStarts, best.ColdStarts);
        Assert.Equal(least.IdleGbSeconds, best.IdleGbSeconds, 6);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Compute_RandomTrace_NothingBeatsItsBound(ulong seed)
    {
        var trace = StoryTrace.Random(seed, functions: 4, calls: 500, endSeconds: 3_600);
        var bounds = Compute(trace);

        string[] policies = ["direct", "fixed:10s", "fixed:60s", "fixed:600s", "break-even"];
        Assert.All(
            policies, policy => Assert.True(Simulated.Play(trace, policy).Rum.Value >= bounds.OfflineKeepOrDrop.Value));
        Assert.True(bounds.OfflineKeepOrDrop.Value <= bounds.BestFixedPerFunction.Value);
        Assert.True(bounds.BestWindowPerFunction.Value <= bounds.BestFixedPerFunction.Value);
    }

    [Fact]
    public void BestWindow_RegularGaps_IsMadeAnewInTime()
    {
        // Every 1,000 s, for 1 s: gaps of 999 s. The window that fits best is 900 to 1,200 s.
        var trace = StoryTrace.Of(10_000, 512);
        for (var i = 0; i < 10; i++)
        {
            trace.Call(1_000 * i, 1);
        }

        var best = Compute(trace).BestWindowPerFunction;

        // Nine gaps of which the last 99 s are kept, and the same of the tail.
        Assert.Equal(1, best.ColdStarts);
        Assert.Equal(0.5 * 10 * 99, best.IdleGbSeconds, 6);
    }

    [Fact]
    public void Compute_BadCall_LeavesNoGap()
    {
        var trace = StoryTrace.Of(300, 1024).Call(0, 1, good: false).Call(10, 1);

        Assert.Equal(2, Compute(trace).OfflineKeepOrDrop.ColdStarts);
    }

    [Fact]
    public void Clairvoyant_GapsRoundAStart_AreKeptOrMadeAnew()
    {
        // Starts take 4 s. First use 4, gap of 2 kept, gap of 10 made anew for 4; executed 3.
        var trace = StoryTrace.Of(300, 1024).Call(0, 1).Call(3, 1).Call(14, 1);
        var workload = new Workload(trace, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

        var score = new BoundsRun(workload, Rum).Compute(CancellationToken.None).ContestClairvoyant;

        Assert.Equal(50 * 3 / 13.0, score.Resource, 9);
        Assert.Equal(50, score.ColdStart, 9);
    }

    private static BoundSet Compute(StoryTrace trace) =>
        new BoundsRun(new Workload(trace, TimeSpan.Zero, TimeSpan.Zero), Rum).Compute(CancellationToken.None);
}
