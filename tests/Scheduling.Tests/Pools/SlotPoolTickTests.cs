using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolTickTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void NextDeadline_EmptyPool_IsNone()
    {
        Assert.Null(_story.NextDeadline);
    }

    [Fact]
    public void Tick_WaitersDeadline_IsRejected()
    {
        _story.Assign("r1", patienceSeconds: 3);
        Assert.Equal(TimeSpan.FromSeconds(3), _story.NextDeadline);

        _story.At(3).AfterTicks(-1).Tick();
        Assert.Equal("", _story.Did);

        _story.At(3).Tick();
        Assert.Equal("Reject r1 WaitDeadline", _story.Did);
    }

    [Fact]
    public void Tick_DeadlinesInAnotherOrderThanTheLine_EachEndsAtItsOwn()
    {
        _story.Assign("r1", patienceSeconds: 9);
        _story.Assign("r2", patienceSeconds: 3);

        _story.At(3).Tick();

        Assert.StartsWith("Reject r2 WaitDeadline", _story.Did, StringComparison.Ordinal);
        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void Tick_CallerNamedALaterDeadline_PoolsOwnBoundHolds()
    {
        var story = new PoolStory(
            PolicyNames.Pool, new PoolOptions { MaximumWait = TimeSpan.FromSeconds(30) });
        story.Assign("r1", patienceSeconds: 1_000);

        story.At(30).Tick();

        Assert.Equal("Reject r1 WaitDeadline", story.Did);
    }

    [Fact]
    public void Tick_PatienceOver_StartsASlot()
    {
        _story.Hold("r1", 1);
        _story.At(2).Assign("r2");
        Assert.Equal("", _story.Did);
        Assert.Equal(TimeSpan.FromSeconds(3), _story.NextDeadline);

        _story.At(3).Tick();

        Assert.Equal("Create s-2 PatienceOver", _story.Did);
    }

    [Fact]
    public void Tick_AssignmentPastTimeoutAndGrace_IsTakenAsLost()
    {
        var story = new PoolStory(function: PoolStory.Spec(timeoutSeconds: 10));
        story.Hold("r1", 1);
        Assert.Equal(TimeSpan.FromSeconds(70), story.NextDeadline);

        story.At(70).AfterTicks(-1).Tick();
        Assert.Equal("", story.Did);

        story.At(70).Tick();
        Assert.Equal("Destroy s-1 AssignmentExpired", story.Did);
    }

    [Fact]
    public void Complete_AfterExpiry_IsRepeated()
    {
        var story = new PoolStory(function: PoolStory.Spec(timeoutSeconds: 10));
        story.Hold("r1", 1);
        story.At(70).Tick();

        Assert.Equal(CompleteStatus.Repeated, story.At(71).Complete("r1", 1));
        Assert.Equal("", story.Did);
    }

    [Fact]
    public void NextDeadline_FunctionWithoutTimeout_PoolsOwnHolds()
    {
        var story = new PoolStory();
        story.Hold("r1", 1);

        Assert.Equal(TimeSpan.FromSeconds(86_400 + 60), story.NextDeadline);
    }

    [Fact]
    public void Tick_AtEveryDeadline_LeavesALaterOne()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2", patienceSeconds: 5);
        _story.Assign("r3", patienceSeconds: 7);
        while (_story.NextDeadline is { } next)
        {
            _story.At(next.TotalSeconds).Tick();
            Assert.True(_story.NextDeadline is null || _story.NextDeadline > next, $"still due at {next}");
            foreach (var created in _story.Commands.Where(c => c.Kind == PoolCommandKind.Create).ToArray())
            {
                _story.Pool.SlotFailed(created.Slot!.Id, StartFailure.Transient, _story.Now, []);
            }

            foreach (var slot in _story.Pool.Slots.RetiringSlots.ToArray())
            {
                _story.Pool.SlotDestroyed(slot.Id, _story.Now, []);
            }
        }

        Assert.True(_story.Pool.IsQuiet);
    }

    [Fact]
    public void Complete_ClockWentBack_LastSeenTimeHolds()
    {
        _story.Hold("r1", 1);
        _story.At(100).Tick();

        _story.At(50).Complete("r1", 1);

        Assert.Equal(PoolStory.T0.AddSeconds(100), _story.Pool.Slots.Coldest!.IdleSince);
        Assert.Equal(PoolStory.T0.AddSeconds(100), _story.Pool.Now);
    }

    [Fact]
    public void Assign_ClockWentBack_LineStaysInOrder()
    {
        _story.Assign("r1");
        _story.At(-50).Assign("r2");

        Assert.Equal(PoolStory.T0, _story.Counts.Waiting.SinceAt(1));
    }
}
