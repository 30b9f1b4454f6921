using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolPoliciesTests
{
    private static readonly KeepAliveDecision s_forever =
        new(KeepAliveDecision.Forever, TimeSpan.Zero, Reason.FixedKeepAlive);

    private readonly ScriptedPolicies _policies = new();

    [Fact]
    public void Decide_PartsAreOneObject_ShareOneRecord()
    {
        var story = Story();

        story.Assign("r1");

        // Asked when the policies came is nothing: nobody called. Now prewarm, then scale-up.
        Assert.Equal([null, new ScriptedPolicies.Count(1)], _policies.StatesSeen);
    }

    [Fact]
    public void Decide_PartsAreSeveralObjects_HaveARecordEach()
    {
        var story = new PoolStory();
        story.UsePolicies(_policies.ToSet(sharesState: false));

        story.Assign("r1");
        story.Assign("r2");

        Assert.Equal([null, new ScriptedPolicies.Count(1)], _policies.StatesSeen);
    }

    [Fact]
    public void UsePolicies_OthersBefore_ForgetsTheirRecords()
    {
        var story = Story();
        story.Assign("r1");
        _policies.StatesSeen.Clear();

        story.UsePolicies(_policies.ToSet());

        Assert.Equal([null, new ScriptedPolicies.Count(1)], _policies.StatesSeen);
    }

    [Fact]
    public void Complete_MoreIdleThanTheCap_DestroysTheColdest()
    {
        var story = Story();
        _policies.Keep = s_forever with { MaximumIdle = 1 };
        story.Hold("r1", 1);
        story.Hold("r2", 2);
        story.At(1).Complete("r1", 1);
        Assert.Equal("", story.Did);

        story.At(2).Complete("r2", 2);

        Assert.Equal("Destroy s-1 IdleCap", story.Did);
    }

    [Fact]
    public void Assign_OnlyASlotSetAside_TakesItInsteadOfAColdStart()
    {
        var story = Story();
        _policies.Keep = s_forever with { RouteFor = TimeSpan.FromSeconds(10) };
        story.MakeIdle(1);

        Assert.Equal(Reason.IdleSlot, story.At(10).Assign("r1").Reason);
        story.Complete("r1", 1);
        Assert.Equal(Reason.SetAside, story.At(20.1).Assign("r2").Reason);
    }

    [Fact]
    public void NextDeadline_KeepAliveWantsToBeAskedAgain_IsThen()
    {
        var story = Story();
        _policies.Keep = s_forever with { AskAgainAt = PoolStory.T0.AddSeconds(7) };

        story.MakeIdle(1);
        Assert.Equal(TimeSpan.FromSeconds(7), story.NextDeadline);

        _policies.Keep = new KeepAliveDecision(TimeSpan.FromSeconds(5), TimeSpan.Zero, Reason.Silence);
        story.At(7).Tick();
        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }

    [Fact]
    public void ReclaimUnderPressure_IdleSlots_GivesTheColdestBack()
    {
        var story = Story();
        _policies.Keep = s_forever with { Priority = 4.5 };
        story.Hold("r1", 1);
        story.Hold("r2", 2);
        Assert.Null(story.Pool.ReclaimPriority);
        story.At(1).Complete("r2", 2);
        story.At(2).Complete("r1", 1);
        Assert.Equal((4.5, 1_024.0), (story.Pool.ReclaimPriority, story.Pool.LiveMegabytes));

        Assert.True(story.ReclaimUnderPressure());

        Assert.Equal("Destroy s-2 MemoryPressure", story.Did);
        Assert.Equal(512, story.Pool.LiveMegabytes);
    }

    [Fact]
    public void ReclaimUnderPressure_NothingIdleOrOnlyTheMinimum_TakesNothing()
    {
        var story = new PoolStory(options: new PoolOptions { MinimumSlots = 1 });
        story.UsePolicies(_policies.ToSet());
        Assert.False(story.ReclaimUnderPressure());

        story.MakeIdle(1);

        Assert.False(story.ReclaimUnderPressure());
        Assert.Null(story.Pool.ReclaimPriority);
    }

    [Fact]
    public void Decide_ColdestIdleSlot_IsShownWithTheBudgetsClock()
    {
        var story = Story();
        story.Hold("r1", 1);
        story.Pool.ReclaimClock = 3;
        story.At(5).Complete("r1", 1);

        Assert.Equal((PoolStory.T0.AddSeconds(5), 3.0), (_policies.LastSeen.IdleSince, _policies.LastSeen.IdleClock));
    }

    [Fact]
    public void Decide_CallsSinceTheFunctionHadNoSlot_AreCounted()
    {
        var story = Story();
        story.Hold("r1", 1);
        story.Assign("r2");
        story.Ready(2);
        Assert.Equal(2, story.Counts.CallsWhileLive);
        story.Complete("r1", 1, isBad: true);
        story.Complete("r2", 2, isBad: true);

        story.At(1).Assign("r3");

        Assert.Equal(1, story.Counts.CallsWhileLive);
    }

    [Fact]
    public void CompanionCalled_AtAnInstant_IsShownFromThenOn()
    {
        var story = Story();
        story.MakeIdle(1);
        Assert.Null(_policies.LastSeen.CompanionCalledAt);

        story.At(9).CompanionCalled();

        Assert.Equal(PoolStory.T0.AddSeconds(9), _policies.LastSeen.CompanionCalledAt);
    }

    [Fact]
    public void Decide_RequestsAndStarts_AreShownByTheirTimes()
    {
        var story = Story();
        story.Hold("r1", 1);
        story.At(3).Assign("r2");
        story.At(4).Assign("r3");

        Assert.Equal([PoolStory.T0], _policies.LastSeen.RunningSince);
        Assert.Equal([PoolStory.T0.AddSeconds(3), PoolStory.T0.AddSeconds(4)], _policies.LastSeen.StartingSince);
    }

    [Fact]
    public void Statistics_AStory_KnowArrivalsExecutionsAndStarts()
    {
        var story = Story();
        story.Assign("r1");
        story.At(0.1).Created(1);
        story.At(0.8).Ready(1);
        story.At(2.8).Complete("r1", 1);
        story.At(10).Assign("r2");
        story.At(15).Complete("r2", 1, isBad: true);

        var learned = story.Pool.Statistics;
        Assert.Equal((2, 10.0), (learned.Arrivals, learned.Gaps.Mean));
        Assert.Equal((1, TimeSpan.FromSeconds(2)), (learned.Executions.Count, learned.Executions.Mean));
        Assert.Equal(TimeSpan.FromMilliseconds(100), learned.Creates.Mean);
        Assert.Equal(TimeSpan.FromMilliseconds(700), learned.Inits.Mean);
        Assert.Equal(0, learned.Concurrency.Current);
    }

    private PoolStory Story()
    {
        var story = new PoolStory();
        story.UsePolicies(_policies.ToSet());
        return story;
    }
}
