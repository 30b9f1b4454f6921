using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;
using static OrleansScaler.Scheduling.Tests.Pools.RecoveryStory;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>Holders of whom only the word is known, and what words say.</summary>
public sealed class SlotUseWordTests
{
    private readonly PoolStory _story = Begin(KeepAll);

    [Theory]
    [InlineData("", 14_695_981_039_346_656_037)]
    [InlineData("a", 0xAF63DC4C8601EC8C)]
    public void HeldBy_Request_IsItsHashWithTheTopBit(string request, ulong hash)
    {
        var word = UseWord.HeldBy(new RequestId(request));

        Assert.Equal(hash | (1UL << 63), word);
        Assert.True(UseWord.IsHeld(word));
    }

    [Theory]
    [InlineData(null, SlotUse.Unknown)]
    [InlineData(UseWord.NotReady, SlotUse.NotReady)]
    [InlineData(UseWord.Idle, SlotUse.Idle)]
    [InlineData(UseWord.Shared, SlotUse.Unknown)]
    [InlineData(7UL, SlotUse.Unknown)]
    [InlineData(ulong.MaxValue, SlotUse.HeldByWord)]
    internal void UseOf_Word_SaysHowTheSlotWasUsed(ulong? word, SlotUse expected) =>
        Assert.Equal(expected, UseWord.UseOf(word));

    [Fact]
    public void Assign_ItsWord_GetsTheSameInstance()
    {
        _story.Adopt([ByWord("r1")]);

        Assert.Equal(Old, _story.Assign("r1").Slot!.Id);
        Assert.Equal("", _story.Did);
    }

    [Fact]
    public void Complete_ItsWord_IsIdleAndRepeatable()
    {
        _story.Adopt([ByWord("r1")]);

        Assert.Equal(CompleteStatus.Repeated, _story.Complete("stranger", Old));
        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", Old, mayBeRepeat: true));
        Assert.Equal(1, _story.Counts.Idle);
        Assert.Equal(CompleteStatus.Repeated, _story.Complete("r1", Old));
    }

    [Fact]
    public void Tick_NeverGivenBack_ExpiresLikeAnyOther()
    {
        _story.Adopt([ByWord("r1")]);

        _story.At(160).Tick();

        Assert.Equal("Destroy old-1 AssignmentExpired", _story.Did);
        Assert.Equal(0, _story.Counts.InUse);
        Assert.Equal("Create s-2 PerRequest", Then(() => _story.Assign("r1")));
    }

    [Fact]
    public void Tick_ExpiresBesideAnother_ItsWordIsForgotten()
    {
        var story = Begin(KeepAll, function: PoolStory.Spec(concurrency: 2, timeoutSeconds: 100));
        story.Adopt([ByWord("r1")]);
        story.At(100).Assign("r2");
        Assert.Equal("Grant r2 old-1 RoomInBusySlot", story.Did);

        story.At(160).Tick();
        Assert.Equal(AssignStatus.Waiting, story.Assign("r1").Status);

        Assert.Equal(CompleteStatus.Done, story.Complete("r2", Old));
        Assert.Equal("Destroy old-1 AssignmentExpired", story.Did);
    }

    [Fact]
    public void Lost_ItsWordIsForgotten()
    {
        _story.Adopt([ByWord("r1")]);

        _story.Lost(Old);

        Assert.Equal(AssignStatus.Waiting, _story.Assign("r1").Status);
        Assert.Equal(0, _story.Counts.InUse);
    }

    [Fact]
    public void Complete_TwoSlotsWithOneWord_EachIsGivenBackByName()
    {
        _story.Adopt([ByWord("r1", 1), ByWord("r1", 2)]);

        Assert.Equal(Old, _story.Assign("r1").Slot!.Id);
        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", OldSlot(2)));
        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", Old));

        Assert.Equal((0, 2), (_story.Counts.InUse, _story.Counts.Idle));
    }

    [Fact]
    public void Redeclare_HeldByWord_ServesNobodyAfterItsHolder()
    {
        _story.Adopt([ByWord("r1")]);
        _story.Redeclare(PoolStory.Spec(memory: 256, timeoutSeconds: 100));

        _story.Complete("r1", Old);

        Assert.Equal("Destroy old-1 SpecChanged", _story.Did);
    }

    private string Then(Action act)
    {
        act();
        return _story.Did;
    }
}
