using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolIdempotencyTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void Assign_SameIdWaits_KeepsItsOnePlace()
    {
        _story.Assign("r1");

        var result = _story.At(0.5).Assign("r1");

        Assert.Equal(AssignStatus.Waiting, result.Status);
        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void Assign_SameIdHolds_IsTheSameAssignment()
    {
        _story.Hold("r1", 1);

        var result = _story.At(5).Assign("r1");

        Assert.Equal(AssignStatus.Granted, result.Status);
        Assert.Equal(PoolStory.Slot(1), result.Slot!.Id);
        Assert.Equal("", _story.Did);
        Assert.Equal(1, result.Slot.InUse);
    }

    [Fact]
    public void Assign_SameIdJustBeforeItIsForgotten_IsFinished()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1);

        var result = _story.At(60).AfterTicks(-1).Assign("r1");

        Assert.Equal(AssignStatus.Finished, result.Status);
        Assert.Equal("", _story.Did);
    }

    [Fact]
    public void Assign_SameIdWhenForgotten_IsANewRequest()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1);

        Assert.Equal(AssignStatus.Granted, _story.At(60).Assign("r1").Status);
        Assert.Equal("Grant r1 s-1 IdleSlot", _story.Did);
    }

    [Fact]
    public void Assign_OldestOfTooManyFinished_IsANewRequest()
    {
        _story.Hold("r0", 1);
        _story.Complete("r0", 1);
        for (var i = 1; i <= 1_024; i++)
        {
            _story.Assign($"r{i}");
            _story.Complete($"r{i}", 1);
        }

        Assert.Equal(1_024, _story.Pool.Requests.FinishedCount);
        Assert.Equal(AssignStatus.Finished, _story.Assign("r1").Status);
        Assert.Equal(AssignStatus.Granted, _story.Assign("r0").Status);
    }

    [Fact]
    public void Complete_Twice_IsRepeatedWithoutEffect()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1);
        _story.At(1).Assign("r2");

        Assert.Equal(CompleteStatus.Repeated, _story.At(2).Complete("r1", 1, isBad: true));

        Assert.Equal("", _story.Did);
        Assert.Equal((1, 1), (_story.Counts.Busy, _story.Counts.InUse));
    }

    [Fact]
    public void Complete_TwiceWhenForgotten_IsNotHeld()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1);

        Assert.Equal(CompleteStatus.NotHeld, _story.At(60).Complete("r1", 1));
    }

    [Fact]
    public void Complete_TwiceButOfAnotherInstance_IsNotHeld()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1);

        Assert.Equal(CompleteStatus.NotHeld, _story.Complete("r1", 2));
    }

    [Fact]
    public void Complete_NothingRemembered_IsNotHeldTheSecondTime()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { RememberAtMost = 0 });
        story.Hold("r1", 1);

        Assert.Equal(CompleteStatus.Done, story.Complete("r1", 1));
        Assert.Equal(CompleteStatus.NotHeld, story.Complete("r1", 1));
    }

    [Fact]
    public void NextDeadline_OnlyFinishedIds_IsWhenTheNewestIsForgotten()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.At(1).Complete("r1", 1, isBad: true);
        _story.Destroyed(1);
        _story.At(2).Abandon("r2");
        _story.Failed(2);

        Assert.Equal(TimeSpan.FromSeconds(61), _story.NextDeadline);

        _story.At(61).Tick();
        Assert.True(_story.Pool.IsQuiet);
        Assert.Null(_story.NextDeadline);
    }

    [Fact]
    public void Assign_ExpiredBefore_IsFinished()
    {
        var story = new PoolStory(function: PoolStory.Spec(timeoutSeconds: 10));
        story.Hold("r1", 1);
        story.At(70).Tick();

        Assert.Equal("Destroy s-1 AssignmentExpired", story.Did);
        Assert.Equal(AssignStatus.Finished, story.Assign("r1").Status);
        Assert.Equal(Reason.AssignmentExpired, story.Pool.Slots.Find(PoolStory.Slot(1))!.Condemned);
    }

    [Fact]
    public void Knows_RequestAndInstance_WhileItHoldsAndAfterwards()
    {
        _story.Assign("waits");
        Assert.False(Knows("waits", 1));

        _story.Created(1);
        _story.Ready(1);
        Assert.True(Knows("waits", 1));
        Assert.False(Knows("waits", 2));
        Assert.False(Knows("other", 1));

        _story.At(1).Complete("waits", 1);
        Assert.True(Knows("waits", 1));

        _story.At(61).Tick();
        Assert.False(Knows("waits", 1));
    }

    private bool Knows(string request, int slot) => _story.Pool.Knows(new RequestId(request), PoolStory.Slot(slot));
}
