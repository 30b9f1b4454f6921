using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolRedeclareTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void Redeclare_SameSlot_KeepsEverySlot()
    {
        _story.MakeIdle(1);

        _story.Redeclare(PoolStory.Spec(timeoutSeconds: 5));

        Assert.Equal("", _story.Did);
        Assert.Equal(TimeSpan.FromSeconds(5), _story.Pool.Function.Timeout);
    }

    [Fact]
    public void Redeclare_OtherMemory_DestroysIdleSlots()
    {
        _story.MakeIdle(1);

        _story.Redeclare(PoolStory.Spec(memory: 1_024));

        Assert.Equal("Destroy s-1 SpecChanged", _story.Did);
    }

    [Fact]
    public void Redeclare_OtherRuntime_DestroysIdleSlots()
    {
        _story.MakeIdle(1);

        _story.Redeclare(PoolStory.Spec() with { Runtime = "other" });

        Assert.Equal("Destroy s-1 SpecChanged", _story.Did);
    }

    [Fact]
    public void Redeclare_OtherMemory_BusySlotGoesWhenItReturns()
    {
        _story.Hold("r1", 1);

        _story.Redeclare(PoolStory.Spec(memory: 1_024));
        Assert.Equal("", _story.Did);

        _story.Complete("r1", 1);
        Assert.Equal("Destroy s-1 SpecChanged", _story.Did);
    }

    [Fact]
    public void Redeclare_OtherMemory_StartingSlotGoesWhenItIsReadyAndAnotherIsMade()
    {
        _story.Assign("r1");
        _story.Redeclare(PoolStory.Spec(memory: 1_024));

        _story.At(0.5).Ready(1);

        Assert.Equal("Destroy s-1 SpecChanged; Create s-2 NothingToReturn", _story.Did);
        Assert.Equal(1_024, _story.Commands[1].Slot!.MemoryMegabytes);
    }

    [Fact]
    public void Redeclare_OtherMemoryWithRetiringSlot_LeavesItAlone()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1, isBad: true);

        _story.Redeclare(PoolStory.Spec(memory: 1_024));

        Assert.Equal("", _story.Did);
    }

    [Fact]
    public void Redeclare_MoreConcurrency_WaitersGetTheRoom()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.Assign("r3");

        _story.Redeclare(PoolStory.Spec(concurrency: 2));

        Assert.Equal("Grant r2 s-1 ReturnedSlot", _story.Did);
        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void Redeclare_LessConcurrency_NoMoreIsGrantedInABusySlot()
    {
        var story = new PoolStory(PolicyNames.Pool, function: PoolStory.Spec(concurrency: 4));
        story.Hold("r1", 1);
        story.Assign("r2");

        story.Redeclare(PoolStory.Spec(concurrency: 1));

        Assert.Equal(AssignStatus.Waiting, story.Assign("r3").Status);
        story.Complete("r1", 1);
        Assert.Equal("", story.Did);
        story.Complete("r2", 1);
        Assert.Equal("Grant r3 s-1 ReturnedSlot", story.Did);
    }

    [Fact]
    public void Redeclare_ShorterTimeout_HoldersExpireByTheNewOne()
    {
        _story.Hold("r1", 1);

        _story.Redeclare(PoolStory.Spec(timeoutSeconds: 10));

        Assert.Equal(TimeSpan.FromSeconds(70), _story.NextDeadline);
    }
}
