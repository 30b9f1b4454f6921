using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolSizeTests
{
    [Fact]
    public void Tick_NeverCalled_KeepsNoMinimum()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 2 });

        story.Tick();

        Assert.Equal("", story.Did);
        Assert.True(story.Pool.IsQuiet);
    }

    [Fact]
    public void Assign_First_StartsTheMinimum()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 2 });

        story.Assign("r1");

        Assert.Equal("Create s-1 NothingToReturn; Create s-2 MinimumSlots", story.Did);
    }

    [Fact]
    public void Assign_First_StartsTheInitialSlots()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { InitialSlots = 2 });

        story.Assign("r1");

        Assert.Equal("Create s-1 InitialSlots; Create s-2 InitialSlots", story.Did);
    }

    [Fact]
    public void Assign_Later_StartsNoInitialSlotsAgain()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { InitialSlots = 2 });
        story.Assign("r1");
        story.Failed(1);
        story.Failed(2);

        story.At(10).Assign("r2");

        Assert.Equal("Create s-3 PatienceOver", story.Did);
    }

    [Fact]
    public void Tick_KeepAliveOver_MinimumStays()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 1, InitialSlots = 3 });
        story.Assign("r1");
        story.Ready(1);
        story.Ready(2);
        story.Ready(3);
        story.Complete("r1", 1);

        story.At(20).Tick();
        Assert.Equal("Destroy s-2 KeepAliveOver; Destroy s-3 KeepAliveOver", story.Did);

        story.At(1_000).Tick();
        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Counts.Idle);
    }

    [Fact]
    public void Complete_DirectPolicyAtTheMinimum_KeepsTheSlot()
    {
        var story = new PoolStory(PolicyNames.Direct, new PoolOptions { MinimumSlots = 1 });
        story.Hold("r1", 1);

        story.Complete("r1", 1);

        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Counts.Idle);
    }

    [Fact]
    public void Complete_BadInstanceOfTheMinimum_IsReplaced()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 1 });
        story.Hold("r1", 1);

        story.Complete("r1", 1, isBad: true);

        Assert.Equal("Destroy s-1 BadInstance; Create s-2 MinimumSlots", story.Did);
    }

    [Fact]
    public void SlotFailed_OfTheMinimum_IsTriedAgainAfterAPauseThoughNobodyWaits()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 1 });
        story.Assign("r1");
        story.Abandon("r1");

        story.At(1).Failed(1);
        Assert.False(story.Pool.IsQuiet);
        Assert.Equal(TimeSpan.FromSeconds(1.1), story.NextDeadline);

        story.At(1.1).Tick();
        Assert.Equal("Create s-2 MinimumSlots", story.Did);
    }

    [Fact]
    public void Assign_MinimumAboveWhatRetiringSlotsLeave_StaysBelowTheMaximum()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 2, MaximumSlots = 2 });
        story.Assign("r1");
        story.Ready(1);

        story.Complete("r1", 1, isBad: true);
        Assert.Equal("Destroy s-1 BadInstance", story.Did);

        story.Destroyed(1);
        Assert.Equal("Create s-3 MinimumSlots", story.Did);
    }

    [Fact]
    public void Close_IdleSlots_AreDestroyedAndNotReplaced()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MinimumSlots = 1 });
        story.MakeIdle(1);

        story.At(1).Close();
        Assert.Equal("Destroy s-1 PoolClosed", story.Did);

        story.At(2).Destroyed(1);
        Assert.Equal("", story.Did);
    }

    [Fact]
    public void Close_BusySlot_StaysWithItsHolder()
    {
        var story = new PoolStory();
        story.Hold("r1", 1);

        story.Close();

        Assert.Equal("", story.Did);
        Assert.Equal(CompleteStatus.Done, story.Complete("r1", 1));
    }

    [Fact]
    public void Assign_AfterClose_OpensAgain()
    {
        var options = new PoolOptions { MinimumSlots = 1, InitialSlots = 2, MaximumSlots = 2 };
        var story = new PoolStory(PolicyNames.Pool, options);
        story.Assign("r1");
        story.Ready(1);
        story.Ready(2);
        story.Complete("r1", 1);
        story.Close();
        story.Destroyed(2);

        // One slot is still being destroyed and counts: only one may be started.
        story.At(1).Assign("r2");

        Assert.Equal("Create s-3 InitialSlots", story.Did);
    }
}
