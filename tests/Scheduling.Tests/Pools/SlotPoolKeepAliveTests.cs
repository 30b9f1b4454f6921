using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolKeepAliveTests
{
    [Fact]
    public void Assign_IdleForExactlyItsKeepAlive_IsStillWarm()
    {
        var story = Exact(10);
        story.MakeIdle(1);

        Assert.Equal(AssignStatus.Granted, story.At(10).Assign("r1").Status);
    }

    [Fact]
    public void Tick_IdleForExactlyItsKeepAlive_IsKept()
    {
        var story = Exact(10);
        story.MakeIdle(1);

        story.At(10).Tick();

        Assert.Equal("", story.Did);
    }

    [Fact]
    public void Tick_OneTickLater_IsReclaimed()
    {
        var story = Exact(10);
        story.MakeIdle(1);
        Assert.Equal(PoolStory.T0.AddSeconds(10).AddTicks(1), story.Pool.NextDeadline);

        story.At(10).AfterTicks(1).Tick();

        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }

    [Fact]
    public void Tick_OnTheGrid_ReclaimsAtTheNextMultiple()
    {
        var story = new PoolStory();
        story.Assign("r1");
        story.At(3).Ready(1);
        story.At(7).Complete("r1", 1);
        Assert.Equal(TimeSpan.FromSeconds(25), story.NextDeadline);

        story.At(25).AfterTicks(-1).Tick();
        Assert.Equal("", story.Did);

        story.At(25).Tick();
        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }

    [Fact]
    public void Tick_SomeSlotsCold_ReclaimsFromTheColdEndOnly()
    {
        var story = Exact(10, new PoolOptions { InitialSlots = 2 });
        story.Assign("r1");
        story.Ready(1);
        story.Ready(2);
        story.At(5).Complete("r1", 1);

        story.At(12).Tick();

        Assert.Equal("Destroy s-2 KeepAliveOver", story.Did);
        Assert.Equal(1, story.Counts.Idle);
    }

    [Fact]
    public void Tick_UsedAgain_CountsFromItsLastUse()
    {
        var story = Exact(10);
        story.MakeIdle(1);
        story.At(9).Assign("r1");
        story.At(10).Complete("r1", 1);

        story.At(20).Tick();
        Assert.Equal("", story.Did);

        story.AfterTicks(1).Tick();
        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }

    [Fact]
    public void UsePolicies_IdleSlot_NewKeepAliveHoldsForIt()
    {
        var story = new PoolStory();
        story.MakeIdle(1);

        story.At(1).UsePolicies(PoolStory.Set(PolicyNames.Direct));

        Assert.Equal("Destroy s-1 KeepAliveOver", story.Did);
    }

    [Fact]
    public void Tick_AllReclaimedAndDestroyed_PoolIsQuiet()
    {
        var story = new PoolStory();
        story.MakeIdle(1);
        story.At(20).Tick();
        story.Destroyed(1);

        story.At(60).Tick();

        Assert.True(story.Pool.IsQuiet);
        Assert.Null(story.NextDeadline);
    }

    private static PoolStory Exact(double keepAliveSeconds, PoolOptions? options = null)
    {
        var story = new PoolStory(PolicyNames.Pool, options);
        story.UsePolicies(PolicyNames.Find(new PolicyOptions
        {
            KeepAlive = TimeSpan.FromSeconds(keepAliveSeconds),
            ReclaimEvery = TimeSpan.Zero,
        }).Required);
        return story;
    }
}
