using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;
using static OrleansScaler.Scheduling.Tests.Pools.RecoveryStory;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>What a pool notes of its slots' use, so that a crash forgets nothing.</summary>
public sealed class SlotPoolBoardTests
{
    private readonly FakeUseBoard _board = new();

    [Fact]
    public void Write_OneLife_TellsEachStep()
    {
        var story = Begin(KeepAll, board: _board);

        story.Assign("r1");
        Assert.Equal([UseWord.NotReady], _board.Words);
        story.Ready(1);
        Assert.Equal([HeldBy("r1")], _board.Words);
        story.Complete("r1", 1);
        Assert.Equal([UseWord.Idle], _board.Words);
        story.Assign("r2");
        Assert.Equal([HeldBy("r2")], _board.Words);
        story.Complete("r2", 1, isBad: true);
        Assert.Equal([UseWord.NotReady], _board.Words);
        story.Destroyed(1);
        Assert.Empty(_board.Taken);
    }

    [Fact]
    public void Write_Shared_NamesAHolderOnlyWhereItIsSure()
    {
        var story = Begin(KeepAll, function: PoolStory.Spec(concurrency: 2, timeoutSeconds: 100), board: _board);
        story.Hold("r1", 1);
        story.Assign("r2");
        Assert.Equal([UseWord.Shared], _board.Words);

        story.Complete("r2", 1);
        Assert.Equal([UseWord.Shared], _board.Words);
        story.Complete("r1", 1);

        Assert.Equal([UseWord.Idle], _board.Words);
    }

    [Fact]
    public void Write_Condemned_ServesNobodyAfterACrashEither()
    {
        var story = Begin(KeepAll, board: _board);
        story.Hold("r1", 1);

        story.Redeclare(PoolStory.Spec(memory: 256));

        Assert.Equal([UseWord.Shared], _board.Words);
    }

    [Fact]
    public void Adopt_PlaceOfBefore_IsClaimedAndGoesOn()
    {
        var place = _board.Take();
        _board.Taken.Clear();
        var story = Begin(KeepAll, board: _board);

        story.Adopt([Known(SlotUse.Idle) with { UsePlace = place }]);
        Assert.Equal([place], _board.Taken);
        story.Assign("r1");

        Assert.Equal([HeldBy("r1")], _board.Words);
    }

    [Theory]
    [InlineData(SlotUse.NotReady, UseWord.NotReady)]
    [InlineData(SlotUse.Idle, UseWord.Idle)]
    [InlineData(SlotUse.Unknown, UseWord.Shared)]
    [InlineData(SlotUse.HeldLast, UseWord.Shared)]
    internal void Adopt_NoPlace_TakesOneAndNotesTheUse(SlotUse use, ulong word)
    {
        var story = Begin(KeepAll, board: _board);

        story.Adopt([Known(use)], Holder("r1"));

        Assert.Equal([word], _board.Words);
        Assert.Equal(0, story.Pool.Slots.Find(Old)!.UsePlace);
    }

    [Fact]
    public void Adopt_Holder_IsNoted()
    {
        var story = Begin(KeepAll, board: _board);

        story.Adopt([Known(SlotUse.Held), ByWord("r2", 2)], Holder("r1"));

        Assert.Equal([HeldBy("r1"), HeldBy("r2")], _board.Words);
    }

    [Fact]
    public void Start_BoardIsFull_GoesWithout()
    {
        var board = new FakeUseBoard(places: 0);
        var story = Begin(KeepAll, board: board);

        story.MakeIdle(1);

        Assert.Empty(board.Words);
        Assert.Equal(1, story.Counts.Idle);
    }

    [Fact]
    public void Lost_PlaceIsFree()
    {
        var story = Begin(KeepAll, board: _board);
        story.Hold("r1", 1);

        story.Lost(1);

        Assert.Empty(_board.Taken);
    }

    private static ulong HeldBy(string request) => UseWord.HeldBy(new RequestId(request));
}
