using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolMovesTests
{
    private readonly PoolStory _story = new();

    private void OneIdle()
    {
        _story.At(0).Assign("r1");
        _story.Created(1);
        _story.At(1).Ready(1);
        _story.At(2).Complete("r1", 1);
    }

    [Fact]
    public void Replace_IdleSlot_GoesWhenTheOtherIsReady()
    {
        OneIdle();

        Assert.True(_story.At(3).Replace(1));
        Assert.Equal("Create s-2 Moved", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);

        _story.Created(2);
        _story.At(4).Ready(2);
        Assert.Equal("Destroy s-1 Moved", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Fact]
    public void Replace_BusySlot_EndsItsRequestFirst()
    {
        OneIdle();
        _story.At(3).Assign("r2");
        _story.At(4).Replace(1);
        _story.Created(2);
        _story.At(5).Ready(2);
        Assert.Equal("", _story.Did);

        _story.At(6).Complete("r2", 1);

        Assert.Equal("Destroy s-1 Moved", _story.Did);
    }

    [Fact]
    public void Replace_RequestMeanwhile_IsServedByTheOldSlot()
    {
        OneIdle();
        _story.At(3).Replace(1);

        _story.At(3.5).Assign("r2");

        Assert.Equal("Grant r2 s-1 IdleSlot", _story.Did);
    }

    [Fact]
    public void Replace_OtherFails_KeepsTheOldSlot()
    {
        OneIdle();
        _story.At(3).Replace(1);

        _story.At(4).Failed(2);

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
        Assert.True(_story.At(5).Replace(1));
    }

    [Fact]
    public void Replace_Twice_StartsOneOnly()
    {
        OneIdle();
        _story.At(3).Replace(1);

        Assert.False(_story.At(3).Replace(1));
    }

    [Fact]
    public void Replace_OldSlotGoneMeanwhile_KeepsTheOther()
    {
        OneIdle();
        _story.At(3).Assign("r2");
        _story.At(3).Replace(1);
        _story.At(4).Complete("r2", 1, isBad: true);
        _story.Destroyed(1);

        _story.Created(2);
        _story.At(5).Ready(2);

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1)]
    public void Replace_UnknownOrStarting_IsRefused(int slot)
    {
        _story.At(0).Assign("r1");

        Assert.False(_story.Replace(slot));
    }

    [Fact]
    public void Replace_AtTheBoundOnSlots_IsRefused()
    {
        var story = new PoolStory(options: new PoolOptions { MaximumSlots = 1 });
        story.At(0).Assign("r1");
        story.Created(1);
        story.At(1).Ready(1);

        Assert.False(story.At(2).Replace(1));
    }
}
