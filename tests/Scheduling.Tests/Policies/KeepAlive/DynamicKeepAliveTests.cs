using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class DynamicKeepAliveTests
{
    [Theory]
    [InlineData(1_024, 1, 1.875)] // 1,920 / 1,024
    [InlineData(1_024, 10, 1.875)] // 10 more do not move it
    [InlineData(1_024, 11, 3.75)] // ⌈ln(11 / 5)⌉ = 1: 3,840 / 1,024
    [InlineData(1_024, 20, 5.625)] // ⌈ln 4⌉ = 2: 5,760 / 1,024
    [InlineData(1_024, 100, 7.5)] // ⌈ln 20⌉ = 3: 7,680 / 1,024
    [InlineData(128, 1, 15)]
    [InlineData(128, 100, 30)] // 60, but 30 at most
    [InlineData(32, 1, 30)] // 60 by the floor, but 30 at most
    public void Decide_FinalCodeAfterOnePeriod_KeepsForTheBudget(double megabytes, int calls, double seconds)
    {
        var function = new SeenFunction(megabytes).Call(1, times: calls);

        var decision = DynamicKeepAlive.Final.Decide(function.Look(5));

        Assert.Equal(seconds, decision.KeepAlive.TotalSeconds, 1e-9);
        Assert.Equal((TimeSpan.FromSeconds(5), Reason.IdleBudget), (decision.ReclaimEvery, decision.Reason));
    }

    [Theory]
    [InlineData(1_024, 1, 1.875)] // factor 1: 15 · 128 / 1,024
    [InlineData(1_024, 20, 5.625)] // factor 3
    [InlineData(256, 100, 15)] // factor 2 at most: 256 / 128
    [InlineData(64, 1, 15)]
    public void Decide_TalkAfterOnePeriod_KeepsForFifteenSecondsAtMost(double megabytes, int calls, double seconds)
    {
        var function = new SeenFunction(megabytes).Call(1, times: calls);

        Assert.Equal(seconds, DynamicKeepAlive.Talk.Decide(function.Look(5)).KeepAlive.TotalSeconds, 1e-9);
    }

    [Fact]
    public void Decide_RunningPeriod_DoesNotCountYet()
    {
        var function = new SeenFunction(1_024).Call(1, times: 100);

        Assert.Equal(1.875, DynamicKeepAlive.Final.Decide(function.Look(4.9)).KeepAlive.TotalSeconds, 1e-9);
    }

    [Fact]
    public void Decide_CallsFall_ShrinksAtTheEndOfThePeriodItAskedFor()
    {
        var function = new SeenFunction(1_024).Call(1, times: 100);

        var grown = DynamicKeepAlive.Final.Decide(function.Look(5));
        var shrunk = DynamicKeepAlive.Final.Decide(function.Look(10) with { State = grown.State });

        Assert.Equal(SeenFunction.At(10), grown.AskAgainAt);
        Assert.Equal((1.875, null), (shrunk.KeepAlive.TotalSeconds, shrunk.AskAgainAt));
    }

    [Fact]
    public void Decide_NotAskedForPeriods_CountsEachFromTheGaps()
    {
        // Periods of 60, 0 and 60 calls: 3 steps up, 3 down, 3 up; one lump of 120 would be 4.
        var function = new SeenFunction(1_024).Call(1, times: 60).Call(11, times: 60);

        Assert.Equal(7.5, DynamicKeepAlive.Final.Decide(function.Look(15)).KeepAlive.TotalSeconds, 1e-9);
    }

    [Fact]
    public void Decide_SamePeriod_KeepsItsRecord()
    {
        var function = new SeenFunction(1_024).Call(1);

        var first = DynamicKeepAlive.Final.Decide(function.Look(1)).State;

        Assert.Same(first, DynamicKeepAlive.Final.Decide(function.Look(4) with { State = first }).State);
    }
}
