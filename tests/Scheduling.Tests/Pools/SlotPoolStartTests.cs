using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolStartTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void SlotReady_WaiterTookAReturnedSlot_LoserBecomesIdle()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.At(1).Tick();
        Assert.Equal("Create s-2 PatienceOver", _story.Did);
        _story.At(1.1).Complete("r1", 1);
        Assert.Equal("Grant r2 s-1 ReturnedSlot", _story.Did);

        Assert.True(_story.At(1.2).Ready(2));

        Assert.Equal("", _story.Did);
        Assert.Equal((1, 1), (_story.Counts.Idle, _story.Counts.Busy));
    }

    [Fact]
    public void SlotReady_BeforeAnyReturn_WaiterTakesItAndTheReturnedOneBecomesIdle()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.At(1).Tick();

        _story.At(1.1).Ready(2);
        Assert.Equal("Grant r2 s-2 ReadySlot", _story.Did);

        _story.At(1.2).Complete("r1", 1);
        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Fact]
    public void SlotReady_DirectPolicyAndNobodyWaits_IsNotDestroyedOnArrival()
    {
        var story = new PoolStory(PolicyNames.Direct);
        story.Assign("r1");
        story.Abandon("r1");

        story.At(1).Ready(1);

        Assert.Equal("", story.Did);
        Assert.Equal(AssignStatus.Granted, story.Assign("r2").Status);
    }

    [Fact]
    public void SlotReady_Twice_IsIgnored()
    {
        _story.Hold("r1", 1);

        Assert.False(_story.Ready(1));

        Assert.Equal(1, _story.Counts.Busy);
    }

    [Fact]
    public void SlotReady_UnknownSlot_IsIgnored()
    {
        Assert.False(_story.Ready(7));

        Assert.Equal("", _story.Did);
    }

    [Fact]
    public void SlotReady_AfterItsStartFailed_IsIgnored()
    {
        _story.Assign("r1");
        _story.Failed(1);

        Assert.False(_story.Ready(1));

        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void SlotCreated_Starting_NotesThePlatformsName()
    {
        _story.Assign("r1");
        var slot = _story.Commands[0].Slot!;

        Assert.True(_story.Created(1));

        Assert.Equal(("platform-1", SlotState.Starting), (slot.PlatformSlotId, slot.State));
    }

    [Fact]
    public void SlotCreated_NotStarting_IsIgnored()
    {
        _story.Hold("r1", 1);

        Assert.False(_story.Created(1));
        Assert.False(_story.Created(9));
    }

    [Fact]
    public void SlotFailed_PlatformHasNone_IsForgotten()
    {
        _story.Assign("r1");

        Assert.True(_story.Failed(1));

        Assert.Equal("", _story.Did);
        Assert.Equal((1, 1), (_story.Pool.SlotsCreated, _story.Pool.SlotsForgotten));
    }

    [Fact]
    public void SlotFailed_PlatformHasOne_IsDestroyed()
    {
        _story.Assign("r1");
        _story.Created(1);

        _story.Failed(1);

        Assert.Equal("Destroy s-1 StartFailed", _story.Did);
        Assert.Equal((1, 0), (_story.Pool.RetiringSlots, _story.Pool.SlotsForgotten));
    }

    [Fact]
    public void SlotFailed_Ready_IsIgnored()
    {
        _story.Hold("r1", 1);

        Assert.False(_story.Failed(1));

        Assert.Equal(1, _story.Counts.Busy);
    }

    [Fact]
    public void SlotFailed_Once_IsTriedAgainAfterAPause()
    {
        _story.Assign("r1");

        _story.At(1).Failed(1);
        Assert.Equal(TimeSpan.FromSeconds(1.1), _story.NextDeadline);

        _story.At(1.1).Tick();
        Assert.Equal("Create s-2 PatienceOver", _story.Did);
    }

    [Fact]
    public void SlotFailed_PauseEndsAtAnEventThatStartsNothing_StartIsStillDue()
    {
        _story.Assign("r1");
        _story.At(1).Failed(1);

        // The timer for 1.1 s is late; a repeated Assign comes first.
        _story.At(1.2).Assign("r1");

        Assert.Equal(TimeSpan.FromSeconds(1.1), _story.NextDeadline);
        _story.Tick();
        Assert.Equal("Create s-2 PatienceOver", _story.Did);
    }

    [Fact]
    public void SlotFailed_AsOftenAsMayBe_WaitersAreToldSo()
    {
        _story.Assign("r1");
        _story.At(1).Failed(1);
        _story.At(2).Tick();
        _story.At(3).Failed(2);
        Assert.Equal("", _story.Did);
        _story.At(4).Tick();

        _story.At(5).Failed(3);

        Assert.Equal("Reject r1 PlatformFailing", _story.Did);
        Assert.True(_story.Pool.IsQuiet);
    }

    [Fact]
    public void SlotFailed_AsOftenAsMayBeButOthersStillCome_WaiterKeepsWaiting()
    {
        var story = new PoolStory(PolicyNames.Pool, new PoolOptions { MaximumStartFailures = 1 });
        story.Hold("r1", 1);
        story.Assign("r2");
        story.At(1).Tick();

        story.At(2).Failed(2);

        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Counts.Waiting.Count);
    }

    [Fact]
    public void SlotFailed_AfterASuccess_CountsFromOneAgain()
    {
        _story.Assign("r1");
        _story.At(1).Failed(1);
        _story.At(2).Tick();
        _story.At(3).Failed(2);
        _story.At(4).Tick();
        _story.At(5).Ready(3);
        _story.Assign("r2");
        _story.At(7).Tick();

        _story.At(8).Failed(4);

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Waiting.Count);
    }

    [Fact]
    public void SlotFailed_Refused_WaiterIsToldAtOnce()
    {
        _story.Assign("r1");

        _story.Failed(1, StartFailure.Refused);

        Assert.Equal("Reject r1 PlatformRefused", _story.Did);
    }

    [Fact]
    public void SlotFailed_SlotsBound_WaiterIsToldAtOnce()
    {
        _story.Assign("r1");

        _story.Failed(1, StartFailure.SlotsBound);

        Assert.Equal("Reject r1 SlotsBound", _story.Did);
    }

    [Fact]
    public void SlotFailed_SlotsBoundButOneIsBusy_WaiterWaitsForItsReturn()
    {
        _story.Hold("r1", 1);
        _story.Assign("r2");
        _story.At(1).Tick();

        _story.At(1.5).Failed(2, StartFailure.SlotsBound);
        Assert.Equal("", _story.Did);

        _story.At(1.6).Complete("r1", 1);
        Assert.Equal("Grant r2 s-1 ReturnedSlot", _story.Did);
    }

    [Fact]
    public void SlotFailed_ConcurrencyFour_AsManyAreToldAsTheSlotWasFor()
    {
        var options = new PoolOptions { MaximumStartFailures = 1 };
        var story = new PoolStory(PolicyNames.Direct, options, PoolStory.Spec(concurrency: 4));
        for (var i = 1; i <= 6; i++)
        {
            story.Assign($"r{i}");
        }

        // Two slots were started, for 4 + 2; one of them still comes.
        story.Failed(1);

        Assert.Equal("Reject r1 PlatformFailing; Reject r2 PlatformFailing", story.Did);
    }
}
