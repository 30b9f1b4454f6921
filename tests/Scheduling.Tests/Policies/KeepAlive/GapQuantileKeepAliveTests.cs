using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class GapQuantileKeepAliveTests
{
    [Theory]
    [InlineData(0.1, 20, 18.717)] // 2 · ln 100 · 20 = 184.2; 184.2 / ln 18,817 = 18.72
    [InlineData(0.1, 0.1, 5)]
    [InlineData(0.1, 600, 230)] // 5,526 / ln 230,100 = 448
    [InlineData(0.001, 60, 12.70)] // ln 1 is 0 and counts as 1: 120 / ln 12,700 = 12.70
    public void Decide_Medians_KeepsUntilTheRuleGrantsLess(double execution, double gap, double seconds)
    {
        var function = new SeenFunction().Call(0, execution).Gaps(execution, gap, gap, gap);
        var back = function.Last + execution;

        var decision = new GapQuantileKeepAlive().Decide(function.Look(back, idleSince: back));

        Assert.Equal(seconds, decision.KeepAlive.TotalSeconds, 0.01);
        Assert.Equal(Reason.GapQuantile, decision.Reason);
    }

    [Fact]
    public void Decide_CalledOnce_KeepsForTheLeast()
    {
        var decision = new GapQuantileKeepAlive().Decide(new SeenFunction().Call(0).Look(1));

        Assert.Equal((TimeSpan.FromSeconds(5), Reason.Unknown), (decision.KeepAlive, decision.Reason));
    }

    [Fact]
    public void Decide_ASlotIdleFromBeforeTheLastCall_IsOverSoManySecondsAfterThatCall()
    {
        // Idle for 10 s at the last call: 184.2 / ln((k − 10) · 1,000) = k at 20.0, for 184.2 / ln 10,000 = 20.0.
        var function = new SeenFunction().Call(0).Gaps(0.1, 20, 20, 20);

        var decision = new GapQuantileKeepAlive().Decide(function.Look(function.Last, function.Last - 10));

        Assert.Equal(20.0, decision.KeepAlive.TotalSeconds, 0.01);
    }
}
