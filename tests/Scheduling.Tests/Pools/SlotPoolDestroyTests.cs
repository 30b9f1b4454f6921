using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolDestroyTests
{
    private readonly PoolStory _story = new();

    public SlotPoolDestroyTests()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1, isBad: true);
    }

    [Fact]
    public void SlotDestroyed_Retiring_IsForgotten()
    {
        Assert.True(_story.Destroyed(1));

        Assert.Equal((0, 1), (_story.Pool.RetiringSlots, _story.Pool.SlotsForgotten));
    }

    [Fact]
    public void SlotDestroyed_Twice_IsIgnored()
    {
        _story.Destroyed(1);

        Assert.False(_story.Destroyed(1));

        Assert.Equal(1, _story.Pool.SlotsForgotten);
    }

    [Fact]
    public void SlotDestroyed_NotRetiring_IsIgnored()
    {
        _story.Assign("r2");

        Assert.False(_story.Destroyed(2));

        Assert.Equal(1, _story.Counts.Starting);
    }

    [Fact]
    public void SlotDestroyed_MaximumWasReached_WaiterGetsItsSlot()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MaximumSlots = 1 });
        story.Hold("r1", 1);
        story.Complete("r1", 1, isBad: true);
        story.Assign("r2");
        Assert.Equal("", story.Did);

        story.At(0.9).Destroyed(1);

        Assert.Equal("Create s-2 NothingToReturn", story.Did);
    }

    [Fact]
    public void DestroyFailed_Retiring_StillCountsAndIsTriedAgain()
    {
        Assert.True(_story.At(1).DestroyFailed(1));
        Assert.Equal(1, _story.Pool.RetiringSlots);
        Assert.Equal(TimeSpan.FromSeconds(1.1), _story.NextDeadline);

        _story.At(1.1).Tick();

        Assert.Equal("Destroy s-1 DestroyRetried", _story.Did);
    }

    [Theory]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.4)]
    [InlineData(10, 51.2)]
    [InlineData(11, 60)]
    [InlineData(50, 60)]
    public void DestroyFailed_OftenInARow_PausesDoubleUpToTheMaximum(int failures, double pauseSeconds)
    {
        _story.Complete("r1", 1);
        for (var i = 1; i <= failures; i++)
        {
            _story.At(i * 100).Tick();
            Assert.Equal(i == 1 ? "" : "Destroy s-1 DestroyRetried", _story.Did);
            _story.DestroyFailed(1);
        }

        var slot = _story.Pool.Slots.Find(PoolStory.Slot(1))!;
        Assert.Equal(_story.Now.AddSeconds(pauseSeconds), slot.DestroyAgainAt);
    }

    [Fact]
    public void DestroyFailed_BeforeThePauseIsOver_IsNotTried()
    {
        _story.At(1).DestroyFailed(1);

        _story.At(1.1).AfterTicks(-1).Tick();

        Assert.Equal("", _story.Did);
    }

    [Fact]
    public void DestroyFailed_DestroyedMeanwhile_IsIgnored()
    {
        _story.DestroyFailed(1);
        _story.Destroyed(1);

        Assert.False(_story.DestroyFailed(1));

        Assert.Equal(1, _story.Pool.SlotsForgotten);
    }

    [Fact]
    public void DestroyFailed_NotRetiring_IsIgnored()
    {
        _story.Assign("r2");

        Assert.False(_story.DestroyFailed(2));
    }
}
