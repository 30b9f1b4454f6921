using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;
using static OrleansScaler.Scheduling.Tests.Pools.RecoveryStory;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>
/// A pool that ends in peace, and the one after it. The stories check the invariants after each fact.
/// </summary>
public sealed class SlotPoolHandOverTests
{
    private readonly PoolStory _story = Begin(KeepAll);

    [Fact]
    public void HandOver_HolderAndFinished_AreKnownToTheSuccessor()
    {
        _story.Hold("r1", 1);
        Made(_story, 1);
        _story.At(5).Hold("r2", 2);
        Made(_story, 2);
        _story.Complete("r2", 2);

        var next = Succeed(_story, 10);

        Assert.Equal((1, 1, 1), (next.Counts.Busy, next.Counts.Idle, next.Counts.InUse));
        Assert.Equal(PoolStory.Slot(1), next.Assign("r1").Slot!.Id);
        Assert.Equal(AssignStatus.Finished, next.Assign("r2").Status);
        Assert.Equal(CompleteStatus.Repeated, next.Complete("r2", 2));
        Assert.Equal(CompleteStatus.Done, next.At(12).Complete("r1", 1));
        Assert.Equal(TimeSpan.FromSeconds(12), next.Pool.Statistics.Executions.Mean);
    }

    [Fact]
    public void HandOver_Idle_KeepsOrderAndTimes()
    {
        _story.Hold("r1", 1);
        Made(_story, 1);
        _story.Hold("r2", 2);
        Made(_story, 2);
        _story.At(20).Complete("r2", 2);
        _story.At(30).Complete("r1", 1);
        var deadline = _story.Pool.HandOver(_story.Now).Slots.Select(slot => slot.IdleSince).ToArray();

        var next = Succeed(_story, 40);

        Assert.Equal([PoolStory.T0.AddSeconds(20), PoolStory.T0.AddSeconds(30)], deadline);
        Assert.Equal(PoolStory.T0.AddSeconds(20), next.Counts.IdleSince);
        Assert.Equal(PoolStory.Slot(1), next.Assign("r3").Slot!.Id);
    }

    [Fact]
    public void HandOver_StartingSlots_AreMadeAgainOrDestroyed()
    {
        _story.Assign("r1");
        _story.Assign("r2");
        Made(_story, 1);

        var next = Succeed(_story, 1);

        Assert.Equal("Destroy s-1 Recovered; Create s-2 Recovered", next.Did);
    }

    [Fact]
    public void HandOver_SlotsBeingReplaced_TheOldOneServesOn()
    {
        _story.MakeIdle(1);
        Made(_story, 1);
        _story.Replace(1);
        Made(_story, 2);

        var next = Succeed(_story, 1);

        Assert.Equal("Destroy s-2 Recovered", next.Did);
        Assert.Equal(PoolStory.Slot(1), next.Assign("r1").Slot!.Id);
    }

    [Fact]
    public void HandOver_CondemnedAndHeld_ServesNobodyAfterItsHolder()
    {
        _story.Hold("r1", 1);
        Made(_story, 1);
        _story.Redeclare(PoolStory.Spec(timeoutSeconds: 100) with { Handler = "other" });

        var next = Succeed(_story, 1);
        Assert.Equal(CompleteStatus.Done, next.Complete("r1", 1));

        Assert.Equal("Destroy s-1 Recovered", next.Did);
    }

    [Fact]
    public void HandOver_Retiring_IsDestroyedAgain()
    {
        _story.Hold("r1", 1);
        Made(_story, 1);
        _story.Complete("r1", 1, isBad: true);

        Assert.Equal("Destroy s-1 Recovered", Succeed(_story, 1).Did);
    }

    [Fact]
    public void HandOver_Unknown_DoubtIsNoLongerForBeingHandedOver()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.At(10).Announce("r1", Old);

        var next = Succeed(_story, 50);
        Assert.Equal(1, next.Pool.UnknownSlots);
        Assert.Equal(Old, next.Assign("r1").Slot!.Id);
        next.At(160).Tick();

        Assert.Equal("Destroy old-1 UseUnknown", next.Did);
    }

    [Fact]
    public void HandOver_HeldByWord_IsHeldByWordAgain()
    {
        _story.Adopt([ByWord("r1")]);

        var next = Succeed(_story, 5);
        Assert.Equal(Old, next.At(6).Assign("r1").Slot!.Id);
        next = Succeed(next, 7);
        next.At(8).Complete("r1", Old);

        Assert.Equal(1, next.Counts.Idle);
        Assert.Equal(0, next.Pool.Statistics.Executions.Count);
    }

    [Fact]
    public void HandOver_HeldByWordAndCondemned_WaitsForItsHolder()
    {
        _story.Adopt([ByWord("r1")]);
        _story.Redeclare(PoolStory.Spec(timeoutSeconds: 100) with { Handler = "other" });

        var next = Succeed(_story, 5);
        Assert.Equal(CompleteStatus.Done, next.Complete("r1", Old));

        Assert.Equal("Destroy old-1 UseUnknown", next.Did);
    }

    [Fact]
    public void HandOver_SharedSlot_HasItsHoldersAndItsRoom()
    {
        var story = Begin(function: PoolStory.Spec(concurrency: 3, timeoutSeconds: 100));
        story.Hold("r1", 1);
        Made(story, 1);
        story.Assign("r2");

        var next = Succeed(story, 1, PoolStory.Spec(concurrency: 3, timeoutSeconds: 100));

        Assert.Equal(AssignStatus.Granted, next.Assign("r3").Status);
        Assert.Equal("Grant r3 s-1 RoomInBusySlot", next.Did);
        Assert.Equal(3, next.Counts.InUse);
    }

    [Fact]
    public void HandOver_FinishedOfASlotThatIsGone_IsRememberedAllTheSame()
    {
        _story.Hold("r1", 1);
        Made(_story, 1);
        _story.Complete("r1", 1, isBad: true);
        _story.Destroyed(1);

        var next = Succeed(_story, 1);

        Assert.Equal(CompleteStatus.Repeated, next.Complete("r1", 1));
        Assert.Equal(AssignStatus.Finished, next.Assign("r1").Status);
    }

    [Fact]
    public void SendWaitersAway_NobodyWaitsAndNothingIsStarted()
    {
        _story.Assign("r1");

        _story.Pool.SendWaitersAway(_story.Now, []);

        Assert.Equal(0, _story.Counts.Waiting.Count);
        Assert.Equal(1, _story.Counts.Starting);
    }

    private static void Made(PoolStory story, int slot) =>
        story.Pool.Slots.Find(PoolStory.Slot(slot))!.PlatformSlotId = $"platform-{slot}";

    private static PoolStory Succeed(PoolStory story, double at, FunctionSpec? function = null)
    {
        var left = story.Pool.HandOver(PoolStory.T0.AddSeconds(at));
        var next = Begin(KeepAll, function: function ?? story.Pool.Function).At(at);
        next.Adopt(left);
        return next;
    }
}
