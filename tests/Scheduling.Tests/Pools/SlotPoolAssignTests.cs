using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolAssignTests
{
    [Fact]
    public void Assign_FirstRequest_WaitsForASlotStartedAtOnce()
    {
        var story = new PoolStory();

        var result = story.Assign("r1");

        Assert.Equal(new AssignResult(AssignStatus.Waiting, null, Reason.None), result);
        Assert.Equal("Create s-1 NothingToReturn", story.Did);
        Assert.Equal(512, story.Commands[0].Slot!.MemoryMegabytes);
    }

    [Fact]
    public void Assign_IdleSlot_IsGrantedAtOnce()
    {
        var story = new PoolStory();
        story.MakeIdle(1);

        var result = story.At(1).Assign("r1");

        Assert.Equal((AssignStatus.Granted, Reason.IdleSlot), (result.Status, result.Reason));
        Assert.Equal(PoolStory.Slot(1), result.Slot!.Id);
        Assert.Equal("Grant r1 s-1 IdleSlot", story.Did);
    }

    [Fact]
    public void Assign_SeveralIdleSlots_TakesTheWarmest()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { InitialSlots = 3 });
        story.Assign("r1");
        story.Ready(2);
        story.Ready(1);
        story.Ready(3);
        story.At(1).Complete("r1", 2);

        Assert.Equal(PoolStory.Slot(2), story.At(2).Assign("r2").Slot!.Id);
        Assert.Equal(PoolStory.Slot(3), story.Assign("r3").Slot!.Id);
        Assert.Equal(PoolStory.Slot(1), story.Assign("r4").Slot!.Id);
    }

    [Fact]
    public void Assign_SomeoneWaits_StandsBehind()
    {
        var story = new PoolStory();
        story.Assign("r1");
        story.Assign("r2");

        story.At(0.5).Ready(1);

        Assert.Equal("Grant r1 s-1 ReadySlot", story.Did);
        Assert.Equal(1, story.Counts.Waiting.Count);
    }

    [Fact]
    public void Assign_WaitersBoundReached_IsRejectedAtOnce()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MaximumWaiters = 1 });
        story.Assign("r1");

        var result = story.Assign("r2");

        Assert.Equal(new AssignResult(AssignStatus.Rejected, null, Reason.WaitersBound), result);
        Assert.Equal("Reject r2 WaitersBound", story.Did);
    }

    [Fact]
    public void Assign_RejectedBefore_IsANewRequest()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MaximumWaiters = 1 });
        story.Assign("r1");
        story.Assign("r2");
        story.Ready(1);

        Assert.Equal(AssignStatus.Waiting, story.Assign("r2").Status);
    }

    [Fact]
    public void Assign_NobodyMayWaitAndTheMinimumIsMissing_StartsTheMinimum()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MaximumWaiters = 0, MinimumSlots = 1 });

        Assert.Equal(AssignStatus.Rejected, story.Assign("r1").Status);

        Assert.Equal("Reject r1 WaitersBound; Create s-1 MinimumSlots", story.Did);
    }

    [Fact]
    public void Assign_DirectPolicy_StartsOneSlotForEachMiss()
    {
        var story = new PoolStory(PolicyNames.Direct);
        story.Assign("r1");

        story.Assign("r2");

        Assert.Equal("Create s-2 PerRequest", story.Did);
    }

    [Fact]
    public void Assign_MaximumSlotsReached_StartsNoMore()
    {
        var story = new PoolStory(PolicyNames.Direct, new PoolOptions { MaximumSlots = 1 });
        story.Assign("r1");

        var result = story.Assign("r2");

        Assert.Equal(AssignStatus.Waiting, result.Status);
        Assert.Equal("", story.Did);
    }
}
