using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Periods;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Periods;

public sealed class PeriodicTests
{
    private static readonly double[] s_ticks = [60, 60, 60, 60, 60];
    private static readonly double[] s_jitter = [60, 70, 60, 90, 65];
    private static readonly double[] s_bursts = [1, 1, 98, 1, 1, 98, 1, 1, 98, 1, 1];
    private static readonly double[] s_pauses = [1, 1, 200, 1, 1, 400, 1, 1];
    private static readonly double[] s_short = [2, 2, 2, 2, 2];

    private readonly Periodic _policy = new(TimeSpan.FromMilliseconds(808), 1 / 99.69);

    public static TheoryData<double[], double, double, Reason> KeepAlives => new()
    {
        { s_ticks, 0.1, 0, Reason.BetweenTicks },
        { s_jitter, 0.1, 0, Reason.BetweenTicks }, // 90 = 1.5 · 60
        { s_ticks, 5.5, 3, Reason.LongExecution },
        { s_ticks, 15.5, 0, Reason.LongExecution },
        { s_bursts, 0.1, 3, Reason.WithinBurst }, // 1 + 2
        { s_pauses, 0.1, 4, Reason.WithinBurst }, // 1 + 3
        { s_short, 0.1, 4, Reason.WithinBurst }, // 2 s leave no time for a start of 1 s and two margins: 2 + 2
        { [60, 60, 60, 60], 0.1, 199.38, Reason.BreakEven }, // four gaps are too few; 1 s · 99.69 / 0.5 GB
        { [1, 20, 3, 31, 9, 2, 25], 0.1, 199.38, Reason.BreakEven }, // pauses of 20 to 31 s, uneven and short
    };

    [Theory]
    [MemberData(nameof(KeepAlives))]
    public void Decide_Gaps_KeepsByTheirRule(double[] gaps, double execution, double seconds, Reason reason)
    {
        var function = new SeenFunction().Start(1).Call(0, execution).Gaps(execution, gaps);

        var decision = Keep(function.Look(function.Last + 0.5));

        Assert.Equal((seconds, reason), (Math.Round(decision.KeepAlive.TotalSeconds, 3), decision.Reason));
    }

    [Fact]
    public void Decide_Ticks_MakesASlotTwoSecondsAndAStartBeforeTheNext()
    {
        var function = new SeenFunction().Start(1).Call(0).Gaps(0.1, s_ticks);

        var before = Prewarm(function.Look(function.Last + 10));
        var inTime = Prewarm(function.Look(function.Last + 57) with { State = before.State });

        Assert.Equal((0, SeenFunction.At(357)), (before.Slots, before.AskAgainAt));
        Assert.Equal((1, Reason.SteadyPeriod), (inTime.Slots, inTime.Reason));
        Assert.Equal(SeenFunction.At(362).AddTicks(1), inTime.AskAgainAt);
    }

    [Fact]
    public void Decide_NobodyCameInTime_DropsTheRuleAndAsksNoMore()
    {
        var function = new SeenFunction().Start(1).Call(0).Gaps(0.1, s_ticks);
        var known = Prewarm(function.Look(function.Last + 57)).State;

        var late = Prewarm(function.Look(function.Last + 62.1) with { State = known });

        Assert.Equal((0, null), (late.Slots, late.AskAgainAt));
        Assert.Equal(PeriodRule.None, Assert.IsType<PeriodicState>(late.State).Rule);
    }

    [Fact]
    public void Decide_AGapBetweenTheClusters_DropsTheRuleUntilFiveNewGaps()
    {
        var function = new SeenFunction().Start(1).Call(0).Gaps(0.1, s_bursts);
        var known = Keep(function.Look(function.Last + 0.5)).State;
        function.Gaps(0.1, 30);

        var dropped = Keep(function.Look(function.Last + 0.5) with { State = known });
        function.Gaps(0.1, 60, 60, 60, 60, 60);
        var anew = Keep(function.Look(function.Last + 0.5) with { State = dropped.State });

        Assert.Equal((Reason.BreakEven, Reason.BetweenTicks), (dropped.Reason, anew.Reason));
    }

    [Fact]
    public void Decide_Bursts_MakesTheLastPeakAnew()
    {
        var function = new SeenFunction().Start(1).Call(0);
        for (var burst = 0; burst < 5; burst++)
        {
            function.Gaps(0.1, 98).Call(function.Last + 1, times: 4);
        }

        var decision = Prewarm(function.Look(function.Last + 95.5));

        Assert.Equal((4, Reason.BurstPeriod), (decision.Slots, decision.Reason));
    }

    [Fact]
    public void Pool_SixTicks_DestroysAtOnceAndMakesTheSlotForTheSeventh()
    {
        var story = new PoolStory("periodic");
        story.MakeIdle(1);
        for (var tick = 1; tick <= 5; tick++)
        {
            story.At(60 * tick).Assign($"r{tick}");
            story.At((60 * tick) + 0.1).Complete($"r{tick}", 1);
        }

        Assert.Equal("Destroy s-1 KeepNothing", story.Did);
        story.Destroyed(1);
        story.At(358).Tick();
        Assert.Equal("Create s-2 SteadyPeriod", story.Did);
        story.Ready(2);
        story.At(360).Assign("r6");
        Assert.Equal("Grant r6 s-2 IdleSlot", story.Did);
    }

    private KeepAliveDecision Keep(PoolSnapshot pool) => ((IKeepAlivePolicy)_policy).Decide(pool);

    private PrewarmDecision Prewarm(PoolSnapshot pool) => ((IPrewarmPolicy)_policy).Decide(pool);
}
