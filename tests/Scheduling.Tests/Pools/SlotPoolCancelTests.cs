using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>Starts that are given up before they are begun, and waiters whose time is over.</summary>
public sealed class SlotPoolCancelTests
{
    private readonly PoolStory _story = new(PolicyNames.Direct);

    [Fact]
    public void CancelStart_AsManyStartAsWait_IsNotGivenUp()
    {
        _story.Assign("r1");
        _story.Assign("r2");

        Assert.False(_story.CancelStart(1));
        Assert.Equal(2, _story.Counts.Starting);
    }

    [Fact]
    public void CancelStart_AWaiterLeft_OneIsGivenUpAndTheOtherKept()
    {
        _story.Assign("r1");
        _story.Assign("r2");
        _story.Abandon("r2");

        Assert.True(_story.CancelStart(1));
        Assert.False(_story.CancelStart(2));
        Assert.Equal(1, _story.Counts.Starting);
    }

    [Fact]
    public void CancelStart_SharedSlots_CountsTheRequestsThatTheOthersTake()
    {
        var story = new PoolStory(PolicyNames.Direct, function: PoolStory.Spec(concurrency: 2));
        story.Assign("r1");
        story.Assign("r2");
        story.Assign("r3");
        Assert.Equal(2, story.Counts.Starting);

        Assert.False(story.CancelStart(1));
        story.Abandon("r3");
        Assert.True(story.CancelStart(1));
    }

    [Theory]
    [InlineData(Reason.Moved)]
    [InlineData(Reason.InitialSlots)]
    public void CancelStart_OwedToSomethingElse_IsNotGivenUp(Reason why)
    {
        _story.Assign("r1");
        _story.Abandon("r1");

        Assert.False(_story.CancelStart(1, why));
    }

    [Fact]
    public void CancelStart_MinimumNeedsIt_IsNotGivenUp()
    {
        var story = new PoolStory(PolicyNames.Direct, new PoolOptions { MinimumSlots = 1 });
        story.Assign("r1");
        story.Abandon("r1");

        Assert.False(story.CancelStart(1));
    }

    [Fact]
    public void CancelStart_LostMeanwhile_MustNotBeMade()
    {
        _story.Assign("r1");
        _story.Lost(1);

        Assert.True(_story.CancelStart(1));
    }

    [Fact]
    public void Created_AfterItWasGivenUp_IsUnknown()
    {
        _story.Assign("r1");
        _story.Abandon("r1");
        Assert.True(_story.CancelStart(1));

        Assert.False(_story.Created(1));
        Assert.Equal(0, _story.Counts.Starting);
    }

    [Fact]
    public void Complete_WaiterIsOverdueAndTheTickIsLate_TheSlotGoesToTheNext()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2", patienceSeconds: 3);
        _story.Assign("r3", patienceSeconds: 100);

        _story.At(5).Complete("r1", 1);

        Assert.Equal("Reject r2 WaitDeadline; Grant r3 s-1 ReturnedSlot", _story.Did);
    }
}
