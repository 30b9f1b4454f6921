using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolLineTests
{
    [Theory]
    [InlineData(0, 1, 1, 2)] // 2
    [InlineData(1.5, 1, 1, 4)] // 2 + 1.5: three wait, so one more may
    [InlineData(1, 3, 1, 5)] // 2 + 1 · 3
    [InlineData(1, 2, 4, 10)] // 2 + 1 · 2 · 4
    public void Assign_LineOfManySlots_IsLonger(double perSlot, int slots, int concurrency, int mayWait)
    {
        var story = Full(perSlot, slots, concurrency);
        var waiting = 0;
        while (story.Assign($"w{waiting}").Status == AssignStatus.Waiting)
        {
            waiting++;
        }

        Assert.Equal(mayWait, waiting);
        Assert.Equal($"Reject w{waiting} WaitersBound", story.Did);
        Assert.Equal(waiting, story.Counts.Waiting.Count);
    }

    [Fact]
    public void Assign_SlotsGone_TheLineIsShortAgainAndWhoWaitsStays()
    {
        var story = Full(perSlot: 2, slots: 1, concurrency: 1);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(AssignStatus.Waiting, story.Assign($"w{i}").Status);
        }

        // Until the platform has destroyed it, the slot counts and no other may be made: none lives.
        story.Complete("h0", 1, isBad: true);
        Assert.Equal(4, story.Counts.Waiting.Count);
        story.Assign("late");

        Assert.Equal("Reject late WaitersBound", story.Did);
    }

    [Fact]
    public void Tick_DeadlineOfACallerInALongLine_IsHonoured()
    {
        var story = Full(perSlot: 2, slots: 1, concurrency: 1);
        story.Assign("patient", patienceSeconds: 50);
        story.Assign("w1", patienceSeconds: 50);
        story.Assign("hasty", patienceSeconds: 3);

        story.At(2.999).Tick();
        Assert.DoesNotContain(story.Commands, command => command.Kind == PoolCommandKind.Reject);

        story.At(3).Tick();
        Assert.Contains("Reject hasty WaitDeadline", story.Did, StringComparison.Ordinal);
        Assert.Equal(2, story.Counts.Waiting.Count);
    }

    /// <summary>A pool with all the slots it may have, in use; two may wait, and more for its slots.</summary>
    private static PoolStory Full(double perSlot, int slots, int concurrency)
    {
        var options = new PoolOptions
        {
            InitialSlots = slots,
            MaximumSlots = slots,
            MaximumWaiters = 2,
            WaitersPerSlot = perSlot,
        };
        var story = new PoolStory(PolicyNames.Pool, options, PoolStory.Spec(concurrency));
        for (var i = 0; i < slots * concurrency; i++)
        {
            story.Assign($"h{i}");
            if (i < slots)
            {
                story.Ready(i + 1);
            }
        }

        Assert.Equal(slots * concurrency, story.Counts.InUse);
        return story;
    }
}
