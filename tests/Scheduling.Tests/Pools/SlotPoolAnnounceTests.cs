using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;
using static OrleansScaler.Scheduling.Tests.Pools.RecoveryStory;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>What gateways tell of holders. The story checks the invariants after each fact.</summary>
public sealed class SlotPoolAnnounceTests
{
    private readonly PoolStory _story = Begin(KeepAll);

    [Theory]
    [InlineData(SlotUse.Idle, false)]
    [InlineData(SlotUse.Held, false)]
    [InlineData(SlotUse.NotReady, false)]
    [InlineData(SlotUse.Unknown, true)]
    internal void Announce_RequestNotKnown_IsBelievedOnlyInDoubt(SlotUse use, bool isBelieved)
    {
        _story.Adopt([Known(use)], Holder("other"));

        Assert.Equal(isBelieved, _story.Announce("r1", Old));
    }

    [Fact]
    public void Announce_ItsWord_NamesTheHolder()
    {
        _story.Adopt([ByWord("r1")]);

        Assert.False(_story.Announce("r2", Old));
        Assert.True(_story.Announce("r1", Old));
        Assert.True(_story.Announce("r1", Old));

        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", Old));
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Fact]
    public void Announce_Unknown_AsksAgainAndGetsTheSame()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.Announce("r1", Old);

        Assert.Equal(Old, _story.Assign("r1").Slot!.Id);
        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", Old));
        Assert.Equal("Destroy old-1 UseUnknown", _story.Did);
    }

    [Fact]
    public void Announce_TwoForOne_ItGoesWhenBothAreDone()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.Announce("heard-by-the-dead", Old);
        _story.Announce("holder", Old);

        _story.Complete("heard-by-the-dead", Old, mayBeRepeat: true);
        Assert.Equal("", _story.Did);
        _story.Complete("holder", Old);

        Assert.Equal("Destroy old-1 UseUnknown", _story.Did);
    }

    [Fact]
    public void Announce_NeverGivenBack_EndsWithTheDoubt()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.At(50).Announce("r1", Old);

        _story.At(160).Tick();

        Assert.Equal("Destroy old-1 UseUnknown", _story.Did);
        Assert.Equal(CompleteStatus.Repeated, _story.Complete("r1", Old));
    }

    [Fact]
    public void Abandon_Announced_TheDoubtStays()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.Announce("r1", Old);

        Assert.True(_story.Abandon("r1"));

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Pool.UnknownSlots);
    }

    [Fact]
    public void Announce_SharedSlot_AllHoldersCountAndTheDoubtStays()
    {
        var story = Begin(function: PoolStory.Spec(concurrency: 2, timeoutSeconds: 100));
        story.Adopt([Known(SlotUse.Unknown)]);
        story.Announce("r1", Old);
        story.Announce("r2", Old);

        story.Complete("r1", Old);
        story.Complete("r2", Old);

        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Pool.UnknownSlots);
    }

    [Fact]
    public void Announce_WhoWaitsOrHoldsAnother_DoesNotHoldThis()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.Assign("r1");

        Assert.False(_story.Announce("r1", Old));
        _story.Ready(2);
        Assert.False(_story.Announce("r1", Old));
        Assert.True(_story.Announce("r1", PoolStory.Slot(2)));
        Assert.False(_story.Announce("r2", new SlotId("nowhere")));
    }
}
