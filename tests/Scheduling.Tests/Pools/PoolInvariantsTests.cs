using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>That the check itself can fail: each test breaks a sound pool behind its back.</summary>
public sealed class PoolInvariantsTests
{
    private readonly PoolStory _story = new(options: new PoolOptions { InitialSlots = 2 });

    public PoolInvariantsTests()
    {
        _story.Assign("r1");
        _story.Ready(1);
    }

    private SlotPool Pool => _story.Pool;

    private Slot Busy => Pool.Slots.Find(PoolStory.Slot(1))!;

    [Fact]
    public void Check_SoundPool_FindsNothing()
    {
        Assert.Empty(PoolInvariants.Check(Pool));
    }

    [Fact]
    public void Check_SlotRunsMoreThanItMay_IsFound()
    {
        Busy.Use(2, _story.Now);

        Finds("counts 2 requests; 1 hold it");
        Finds("runs 2 requests; it may run 1");
    }

    [Fact]
    public void Check_StateAndListDisagree_IsFound()
    {
        Busy.State = SlotState.Idle;

        Finds("stands among the Busy ones");
        Finds("is Idle with 1 requests");
    }

    [Fact]
    public void Check_HeldSlotForgotten_IsFound()
    {
        Pool.Slots.Forget(Busy);

        Finds("holds s-1, which is forgotten");
    }

    [Fact]
    public void Check_FullSlotOffersRoom_IsFound()
    {
        Pool.Slots.MoveToBusy(Busy, hasRoom: true);

        Finds("is misplaced");
    }

    [Fact]
    public void Check_SomeoneWaitsThoughASlotIsIdle_IsFound()
    {
        _story.Assign("r2");
        Pool.Slots.MoveToIdle(Pool.Slots.Find(PoolStory.Slot(2))!, _story.Now, clock: 0);

        Finds("1 wait though 1 slots are idle");
    }

    [Fact]
    public void Check_IdleSlotCondemned_IsFound()
    {
        _story.Ready(2);
        Pool.Slots.Coldest!.Condemned = Reason.BadInstance;

        Finds("is condemned");
    }

    [Fact]
    public void Check_IdleSlotsOutOfOrder_IsFound()
    {
        _story.At(1).Ready(2);
        _story.At(2).Complete("r1", 1);
        Pool.Slots.Coldest!.IdleSince = _story.Now.AddSeconds(9);

        Finds("stands behind one since");
    }

    [Fact]
    public void Check_WaiterInTwoStates_IsFound()
    {
        _story.Assign("r2");
        Pool.Waiting.First!.State = RequestState.Finished;

        Finds("stands wrong in line");
    }

    [Fact]
    public void Check_WaiterLostFromTheBook_IsFound()
    {
        _story.Assign("r2");
        Pool.Requests.Drop(Pool.Waiting.First!);

        Finds("requests by id");
    }

    [Fact]
    public void Check_CountSinceWrong_IsFound()
    {
        _story.Assign("r2");
        _story.At(0.5).Assign("r3");
        _story.At(1).Tick();
        Pool.Waiting.First!.IsBeforeBorder = false;
        Pool.Waiting.Remove(Pool.Waiting.First);

        Finds("wait since then");
    }

    [Fact]
    public void Check_FinishedIdTooOld_IsFound()
    {
        _story.Complete("r1", 1);
        Pool.Requests.Finished.Single().Since = _story.Now.AddSeconds(-60);

        Finds("is remembered at");
    }

    private void Finds(string part) =>
        Assert.Contains(PoolInvariants.Check(Pool), violation => violation.Contains(part, StringComparison.Ordinal));
}
