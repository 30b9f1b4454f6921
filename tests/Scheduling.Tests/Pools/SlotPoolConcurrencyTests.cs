using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolConcurrencyTests
{
    private readonly PoolStory _story = new(PolicyNames.Pool, function: PoolStory.Spec(concurrency: 2));

    [Fact]
    public void SlotReady_SeveralWait_AsManyAreGrantedAsItRuns()
    {
        _story.Assign("r1");
        _story.Assign("r2");
        _story.Assign("r3");

        _story.At(0.5).Ready(1);

        Assert.Equal("Grant r1 s-1 ReadySlot; Grant r2 s-1 ReadySlot", _story.Did);
        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void Assign_BusySlotWithRoom_IsGrantedInIt()
    {
        _story.Hold("r1", 1);

        var result = _story.Assign("r2");

        Assert.Equal((AssignStatus.Granted, Reason.RoomInBusySlot), (result.Status, result.Reason));
        Assert.Equal((1, 2), (_story.Counts.Busy, _story.Counts.InUse));
    }

    [Fact]
    public void Assign_IdleSlotAndBusySlotWithRoom_FillsTheBusyOne()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.Assign("r3");
        _story.At(1).Tick();
        _story.Ready(2);
        _story.Complete("r3", 2);
        _story.Complete("r1", 1);
        Assert.Equal((1, 1), (_story.Counts.Idle, _story.Counts.Busy));

        Assert.Equal(PoolStory.Slot(1), _story.Assign("r4").Slot!.Id);
        Assert.Equal(PoolStory.Slot(2), _story.Assign("r5").Slot!.Id);
    }

    [Fact]
    public void Assign_AllFull_Waits()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");

        Assert.Equal(AssignStatus.Waiting, _story.Assign("r3").Status);
    }

    [Fact]
    public void Complete_OthersStillRun_SlotStaysBusy()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");

        _story.Complete("r1", 1);

        Assert.Equal("", _story.Did);
        Assert.Equal((0, 1, 1), (_story.Counts.Idle, _story.Counts.Busy, _story.Counts.InUse));
    }

    [Fact]
    public void Complete_BadWhileOthersRun_IsDestroyedWhenTheLastReturns()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");

        _story.Complete("r1", 1, isBad: true);
        Assert.Equal("", _story.Did);

        _story.Complete("r2", 1);
        Assert.Equal("Destroy s-1 BadInstance", _story.Did);
    }

    [Fact]
    public void Assign_BadInstanceStillRuns_IsNotGrantedInIt()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.Complete("r1", 1, isBad: true);

        Assert.Equal(AssignStatus.Waiting, _story.Assign("r3").Status);
    }

    [Fact]
    public void Tick_OneOfTwoExpired_SlotIsDestroyedWhenTheOtherReturns()
    {
        var story = new PoolStory(
            PolicyNames.Pool, function: PoolStory.Spec(concurrency: 2, timeoutSeconds: 10));
        story.Hold("r1", 1);
        story.At(5).Assign("r2");

        story.At(70).Tick();
        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Counts.InUse);

        story.At(71).Complete("r2", 1);
        Assert.Equal("Destroy s-1 AssignmentExpired", story.Did);
    }
}
