using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.KeepAlive;

/// <summary>A slot set aside serves where otherwise there would be a cold start, and only there.</summary>
public sealed class DualStageKeepAliveTests
{
    private const string WithPatience = "keepalive=dual-stage:10s:30s+scaleup=patience:1s";

    [Fact]
    public void Decide_AnyPool_IsBothAges()
    {
        var policy = new DualStageKeepAlive(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));

        var decision = policy.Decide(default);

        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)), (decision.RouteFor, decision.KeepAlive));
        Assert.Equal(Reason.TwoStages, decision.Reason);
    }

    [Theory]
    [InlineData(10, Reason.IdleSlot)]
    [InlineData(10.001, Reason.SetAside)]
    [InlineData(30, Reason.SetAside)]
    public void Assign_NothingElseIdle_ServesWithTheSlotInsteadOfAColdStart(double seconds, Reason reason)
    {
        var story = new PoolStory("dual-stage:10s:30s");
        story.MakeIdle(1);

        var result = story.At(seconds).Assign("r1");

        Assert.Equal((AssignStatus.Granted, reason), (result.Status, result.Reason));
        Assert.Equal($"Grant r1 s-1 {reason}", story.Did);
    }

    [Fact]
    public void Tick_PastTheSecondAge_Destroys()
    {
        var story = new PoolStory("dual-stage:10s:30s");
        story.MakeIdle(1);

        story.At(30).AfterTicks(1).Tick();

        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }

    [Fact]
    public void Assign_RoomInABusySlot_LeavesTheOneSetAsideAlone()
    {
        var story = TwoSlots("dual-stage:10s:30s", concurrency: 2);

        story.At(12).Assign("r1");
        Assert.Equal("Grant r1 s-2 IdleSlot", story.Did);
        story.Assign("r2");
        Assert.Equal("Grant r2 s-2 RoomInBusySlot", story.Did);
        story.Assign("r3");
        Assert.Equal("Grant r3 s-1 SetAside", story.Did);
    }

    [Fact]
    public void Assign_PatienceNotOver_WaitsForTheReturnedSlot()
    {
        var story = TwoSlots(WithPatience);
        story.At(12).Assign("r1");

        Assert.Equal(AssignStatus.Waiting, story.At(12.5).Assign("r2").Status);
        Assert.Equal("", story.Did);

        story.At(13).Complete("r1", 2);
        Assert.Equal("Grant r2 s-2 ReturnedSlot", story.Did);
    }

    [Fact]
    public void Tick_PatienceOver_TakesTheSlotSetAsideInsteadOfACreate()
    {
        var story = TwoSlots(WithPatience);
        story.At(12).Assign("r1");
        story.At(12.5).Assign("r2");
        Assert.Equal(TimeSpan.FromSeconds(13.5), story.NextDeadline);

        story.At(13.5).Tick();

        Assert.Equal("Grant r2 s-1 SetAside", story.Did);
    }

    [Fact]
    public void Assign_NothingRuns_HasNobodyToWaitFor()
    {
        var story = new PoolStory(WithPatience);
        story.MakeIdle(1);

        Assert.Equal(AssignStatus.Granted, story.At(20).Assign("r1").Status);
    }

    [Fact]
    public void Failed_StartsAreBeingPaused_TheSlotSetAsideServesAtOnce()
    {
        var story = TwoSlots(WithPatience);
        story.At(12).Assign("r1");
        story.Assign("r2");
        story.At(13).Tick();
        Assert.Equal("Grant r2 s-1 SetAside", story.Did);
        story.At(13.1).Assign("r3");
        story.At(14.1).Tick();
        Assert.Equal("Create s-3 PatienceOver", story.Did);
        story.At(25).Complete("r2", 1);
        Assert.Equal("Grant r3 s-1 ReturnedSlot", story.Did);
        story.At(25.1).Complete("r1", 2);

        story.At(35.6).Failed(3);
        Assert.Equal(AssignStatus.Granted, story.Assign("r4").Status);

        Assert.Equal("Grant r4 s-2 SetAside", story.Did);
    }

    /// <summary>s-1 idle since 0 s, s-2 since 5 s: at 12 s the first is set aside.</summary>
    private static PoolStory TwoSlots(string policy, int concurrency = 1)
    {
        var story = new PoolStory(
            policy, new PoolOptions { InitialSlots = 2 }, PoolStory.Spec(concurrency));
        story.Assign("a");
        story.Ready(1);
        story.Complete("a", 1);
        story.At(5).Ready(2);
        Assert.Equal(2, story.Counts.Idle);
        return story;
    }
}
