using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolCompleteTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void Complete_NobodyWaits_SlotBecomesIdle()
    {
        _story.Hold("r1", 1);

        Assert.Equal(CompleteStatus.Done, _story.At(2).Complete("r1", 1));

        Assert.Equal("", _story.Did);
        Assert.Equal((1, 0), (_story.Counts.Idle, _story.Counts.Busy));
        Assert.Equal(PoolStory.T0.AddSeconds(2), _story.Pool.Slots.Coldest!.IdleSince);
    }

    [Fact]
    public void Complete_SomeoneWaits_FirstInLineIsGrantedTheSlot()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.Assign("r3");

        _story.At(0.5).Complete("r1", 1);

        Assert.Equal("Grant r2 s-1 ReturnedSlot", _story.Did);
        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void Complete_BadInstance_IsDestroyed()
    {
        _story.Hold("r1", 1);

        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", 1, isBad: true));

        Assert.Equal("Destroy s-1 BadInstance", _story.Did);
        Assert.Equal(1, _story.Pool.RetiringSlots);
    }

    [Fact]
    public void Complete_BadInstanceWhileSomeoneWaits_StartsAnotherAndGrantsNothing()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");

        _story.At(0.5).Complete("r1", 1, isBad: true);

        Assert.Equal("Destroy s-1 BadInstance; Create s-2 NothingToReturn", _story.Did);
    }

    [Fact]
    public void Complete_UnknownRequest_IsNotHeld()
    {
        _story.Hold("r1", 1);

        Assert.Equal(CompleteStatus.NotHeld, _story.Complete("r9", 1));

        Assert.Equal(1, _story.Counts.Busy);
    }

    [Fact]
    public void Complete_InstanceOfAnotherRequest_StaysWithItsHolder()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.At(1).Tick();
        _story.Ready(2);

        Assert.Equal(CompleteStatus.NotHeld, _story.Complete("r2", 1, isBad: true));

        Assert.Equal("", _story.Did);
        Assert.Equal((2, 2), (_story.Counts.Busy, _story.Counts.InUse));
        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", 1));
    }

    [Fact]
    public void Complete_RequestThatWaits_IsNotHeld()
    {
        _story.Assign("r1");

        Assert.Equal(CompleteStatus.NotHeld, _story.Complete("r1", 1));

        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void Complete_DirectPolicy_DestroysAtOnce()
    {
        var story = new PoolStory(PolicyNames.Direct);
        story.Hold("r1", 1);

        story.At(3).Complete("r1", 1);

        Assert.Equal("Destroy s-1 KeepNothing", story.Did);
    }

    [Fact]
    public void Complete_DirectPolicyWhileSomeoneWaits_GrantsInsteadOfDestroying()
    {
        var story = new PoolStory(PolicyNames.Direct);
        story.Hold("r1", 1);
        story.Assign("r2");

        story.At(0.1).Complete("r1", 1);

        Assert.Equal("Grant r2 s-1 ReturnedSlot", story.Did);
    }
}
