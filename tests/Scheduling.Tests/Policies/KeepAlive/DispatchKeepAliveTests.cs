using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

public sealed class DispatchKeepAliveTests
{
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(15);

    private readonly DispatchKeepAlive _policy = new(
        new FixedKeepAlive(s_keep, TimeSpan.Zero), DynamicKeepAlive.Final, s_keep);

    // Tens of gaps: nine short ones and a long one. 0.1 and 60 s: mean 6.1 s, deviation 18 s, so a coefficient of 2.9.
    [Theory]
    [InlineData(1, 1, Reason.FixedKeepAlive)]
    [InlineData(0.1, 60, Reason.IdleBudget)]
    [InlineData(30, 30, Reason.IdleBudget)] // too rare for 15 s
    [InlineData(20, 20, Reason.FixedKeepAlive)] // between: stays with the first
    public void Decide_Gaps_ChoosesByThem(double shorter, double longer, Reason reason)
    {
        Assert.Equal(reason, _policy.Decide(Tens(shorter, longer).Look(5_000)).Reason);
    }

    [Theory]
    [InlineData(20, 20, Reason.IdleBudget)] // between: stays with the other one
    [InlineData(1, 1, Reason.FixedKeepAlive)]
    public void Decide_ChosenForBursts_LeavesOnlyForClearlySteadyGaps(double shorter, double longer, Reason reason)
    {
        var before = new DispatchState(Bursty: true, ReviewAt: 0, Inner: null);

        var decision = _policy.Decide(Tens(shorter, longer).Look(5_000) with { State = before });

        Assert.Equal(reason, decision.Reason);
    }

    [Fact]
    public void Decide_FewGaps_StaysWithTheSteadyOne()
    {
        var function = new SeenFunction().Gaps(0.1, 0.1, 60, 0.1, 60);

        Assert.Equal(Reason.FixedKeepAlive, _policy.Decide(function.Look(200)).Reason);
    }

    [Fact]
    public void Decide_NothingNew_KeepsItsRecordAndTheInnerOne()
    {
        var function = Tens(0.1, 60);
        var first = _policy.Decide(function.Look(5_000)).State;

        var again = _policy.Decide(function.Look(5_001) with { State = first }).State;

        Assert.Same(first, again);
        Assert.IsType<IdleBudgetState>(Assert.IsType<DispatchState>(again).Inner);
    }

    private static SeenFunction Tens(double shorter, double longer)
    {
        var function = new SeenFunction().Call(0);
        double[] ten = [.. Enumerable.Repeat(shorter, 9), longer];
        return function.Gaps(0.1, [.. ten, .. ten, .. ten]);
    }
}
