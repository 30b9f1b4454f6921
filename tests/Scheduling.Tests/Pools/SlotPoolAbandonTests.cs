using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolAbandonTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void Abandon_Waiter_LeavesTheLine()
    {
        _story.Assign("r1");
        _story.Assign("r2");

        Assert.True(_story.Abandon("r1"));

        _story.Ready(1);
        Assert.Equal("Grant r2 s-1 ReadySlot", _story.Did);
    }

    [Fact]
    public void Abandon_OnlyWaiter_ItsSlotBecomesIdleWhenReady()
    {
        _story.Assign("r1");
        _story.Abandon("r1");

        _story.At(1).Ready(1);

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Fact]
    public void Abandon_Holder_InstanceComesBackAsGoodAsItWas()
    {
        _story.Hold("r1", 1);

        Assert.True(_story.Abandon("r1"));

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Fact]
    public void Abandon_HolderWhileSomeoneWaits_InstanceGoesToTheWaiter()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");

        _story.Abandon("r1");

        Assert.Equal("Grant r2 s-1 ReturnedSlot", _story.Did);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Abandon_ThenAskedAgain_IsANewRequest(bool isReadyBefore)
    {
        _story.Assign("r1");
        if (isReadyBefore)
        {
            _story.Ready(1);
        }

        _story.Abandon("r1");

        var expected = isReadyBefore ? AssignStatus.Granted : AssignStatus.Waiting;
        Assert.Equal(expected, _story.At(1).Assign("r1").Status);
    }

    [Fact]
    public void Abandon_FinishedRequest_IsIgnored()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1);

        Assert.False(_story.Abandon("r1"));

        Assert.Equal(AssignStatus.Finished, _story.Assign("r1").Status);
    }

    [Fact]
    public void Abandon_UnknownRequest_IsIgnored()
    {
        Assert.False(_story.Abandon("r1"));

        Assert.True(_story.Pool.IsQuiet);
    }

    [Fact]
    public void Abandon_HolderOfABadInstance_LastOneOutDestroysIt()
    {
        var story = new PoolStory(PolicyNames.Pool, function: PoolStory.Spec(concurrency: 2));
        story.Hold("r1", 1);
        story.Assign("r2");
        story.Complete("r1", 1, isBad: true);

        story.Abandon("r2");

        Assert.Equal("Destroy s-1 BadInstance", story.Did);
    }

    [Fact]
    public void Abandon_EarlierAttemptThatAskedOnceMore_LeavesTheLaterOneItsInstance()
    {
        _story.Assign("r1", attempt: 1);
        _story.Ready(1);
        _story.Assign("r1", attempt: 2);
        _story.Assign("r2");
        _story.Assign("r1", attempt: 1);

        Assert.False(_story.Abandon("r1", attempt: 1));
        Assert.Equal("", _story.Did);
        Assert.False(_story.Abandon("r1", attempt: 1));

        Assert.True(_story.Abandon("r1", attempt: 2));
        Assert.Equal("Grant r2 s-1 ReturnedSlot", _story.Did);
    }

    [Fact]
    public void Abandon_AttemptThatNeverAsked_ChangesNothing()
    {
        _story.Hold("r1", 1);

        Assert.False(_story.Abandon("r1", attempt: 7));

        Assert.Equal(0, _story.Counts.Idle);
    }

    [Fact]
    public void Abandon_FiveAttempts_TheOneSilentForLongestCountsNoMore()
    {
        foreach (var attempt in new[] { 1, 2, 3, 1, 4, 5 })
        {
            _story.Assign("r1", attempt: attempt);
        }

        Assert.False(_story.Abandon("r1", attempt: 2));
        Assert.False(_story.Abandon("r1", attempt: 3));
        Assert.False(_story.Abandon("r1", attempt: 5));
        Assert.False(_story.Abandon("r1", attempt: 1));
        Assert.True(_story.Abandon("r1", attempt: 4));
    }

    [Fact]
    public void AbandonAll_SeveralAttempts_NoneIsLeft()
    {
        _story.Assign("r1", attempt: 1);
        _story.Assign("r1", attempt: 2);
        _story.Assign("r2");

        Assert.True(_story.AbandonAll("r1"));

        _story.Ready(1);
        Assert.Equal("Grant r2 s-1 ReadySlot", _story.Did);
        Assert.False(_story.AbandonAll("r1"));
    }
}
