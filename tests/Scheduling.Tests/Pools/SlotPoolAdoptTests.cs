using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;
using static OrleansScaler.Scheduling.Tests.Pools.RecoveryStory;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>Slots of before, taken over. The story checks the invariants after each fact.</summary>
public sealed class SlotPoolAdoptTests
{
    private readonly PoolStory _story = Begin();

    // Starting and busy as policies see them, idle, unknown, retiring.
    [Theory]
    [InlineData(SlotUse.NotReady, "Destroy old-1 Recovered", 0, 0, 0, 1)]
    [InlineData(SlotUse.Idle, "", 0, 1, 0, 0)]
    [InlineData(SlotUse.Held, "", 1, 0, 0, 0)]
    [InlineData(SlotUse.HeldLast, "", 1, 0, 0, 0)]
    [InlineData(SlotUse.HeldByWord, "", 1, 0, 0, 0)]
    [InlineData(SlotUse.Unknown, "", 0, 0, 1, 0)]
    internal void Adopt_MadeSlot_StandsAsItWasUsed(
        SlotUse use, string did, int busy, int idle, int unknown, int retiring)
    {
        _story.Adopt([Known(use)], use is SlotUse.Held or SlotUse.HeldLast ? [Holder("r1")] : []);

        Assert.Equal(did, _story.Did);
        Assert.Equal(
            (busy, idle, unknown, retiring),
            (_story.Counts.Busy, _story.Counts.Idle, _story.Pool.UnknownSlots, _story.Pool.RetiringSlots));
        Assert.Equal((1, 0), (_story.Pool.SlotsCreated, _story.Pool.SlotsForgotten));
    }

    [Theory]
    [InlineData(SlotUse.NotReady)]
    [InlineData(SlotUse.Idle)]
    [InlineData(SlotUse.Unknown)]
    internal void Adopt_CreateNeverAnswered_IsMadeAgainAndDestroyed(SlotUse use)
    {
        _story.Adopt([Known(use, isMade: false)]);
        Assert.Equal("Create old-1 Recovered", _story.Did);
        Assert.Equal((0, 0), (_story.Counts.Starting, _story.Counts.Live));

        _story.Created(Old);
        _story.Ready(Old);

        Assert.Equal("Destroy old-1 Recovered", _story.Did);
        Assert.Equal(0, _story.Pool.Statistics.Starts.Count);
    }

    [Fact]
    public void Adopt_CreateNeverAnsweredWhileSomeoneWaits_AnotherIsStartedAtOnce()
    {
        _story.Adopt([Known(SlotUse.NotReady, isMade: false)]);

        _story.Assign("r1");

        Assert.Equal("Create s-2 PerRequest", _story.Did);
    }

    [Fact]
    public void Failed_CreateNeverAnswered_IsForgottenAndNobodyIsRefused()
    {
        var story = Begin(options: new PoolOptions { MaximumStartFailures = 1 });
        story.Adopt([Known(SlotUse.NotReady, isMade: false)]);
        story.Assign("r1");

        story.Failed(Old);

        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Pool.SlotsForgotten);
    }

    [Fact]
    public void Failed_CreateNeverAnsweredButClosedMeanwhile_IsStillNoFailedStart()
    {
        var story = Begin(options: new PoolOptions { MaximumStartFailures = 1 });
        story.Adopt([Known(SlotUse.NotReady, isMade: false)]);
        story.Close();
        story.Created(Old);
        story.Assign("r1");

        story.Failed(Old);

        Assert.Equal("Destroy old-1 Recovered", story.Did);
    }

    [Fact]
    public void Adopt_IdleSlots_WarmestServesFirstAndColdestGoesFirst()
    {
        var story = Begin(KeepAll);
        story.Adopt([Known(SlotUse.Idle, 1, 10), Known(SlotUse.Idle, 2, 50), Known(SlotUse.Idle, 3, 30)]);

        Assert.Equal(Old, story.Assign("r1").Slot!.Id);
        Assert.Equal(OldSlot(3), story.Assign("r2").Slot!.Id);
        Assert.True(story.NextDeadline > TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void Adopt_IdleSinceUnknown_IsIdleSinceNow()
    {
        var story = Begin(KeepAll);
        story.Adopt([Known(SlotUse.Idle)]);

        Assert.Equal("", story.Did);
        Assert.Equal(PoolStory.T0, story.Counts.IdleSince);
    }

    [Fact]
    public void Adopt_LateWithWaiters_AdoptedSlotsServeThem()
    {
        _story.Assign("r1");
        _story.At(1).Assign("r2");

        _story.At(2).Adopt([Known(SlotUse.Idle)]);

        Assert.Equal("Grant r1 old-1 IdleSlot", _story.Did);
    }

    [Fact]
    public void Adopt_LateBesideYoungerIdleSlots_StaysInOrder()
    {
        var story = Begin(KeepAll);
        story.MakeIdle(1);

        story.At(2).Adopt([Known(SlotUse.Idle, idleForSeconds: 50)]);

        Assert.Equal(PoolStory.Slot(1), story.Assign("r2").Slot!.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Adopt_LateAndItsHolderAsksAgainMeanwhile_GetsTheSameInstance(bool isNamed)
    {
        _story.Assign("other");
        _story.Assign("r1");

        if (isNamed)
        {
            _story.Adopt([Known(SlotUse.Held)], Holder("r1"));
        }
        else
        {
            _story.Adopt([ByWord("r1")]);
        }

        Assert.Equal("Grant r1 old-1 IdleSlot", _story.Did);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Adopt_LateAndItsHolderHasAnotherMeanwhile_IsIdle(bool isNamed)
    {
        _story.Hold("r1", 1);

        _story.Adopt([isNamed ? Known(SlotUse.Held) : ByWord("r1")], isNamed ? [Holder("r1")] : []);

        Assert.Equal((1, 1), (_story.Counts.Idle, _story.Counts.Busy));
        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", 1));
    }

    [Fact]
    public void Adopt_KnownAlready_ChangesNothing()
    {
        _story.Adopt([Known(SlotUse.Idle)]);
        _story.Assign("r1");

        _story.Adopt([Known(SlotUse.Unknown)]);

        Assert.Equal((1, 0), (_story.Counts.Busy, _story.Pool.UnknownSlots));
    }

    [Theory]
    [InlineData(SlotUse.Idle, "Destroy old-1 SpecChanged")]
    [InlineData(SlotUse.Held, "")]
    [InlineData(SlotUse.HeldByWord, "")]
    internal void Adopt_OtherMemory_ServesNobodyMore(SlotUse use, string did)
    {
        var known = Known(use, memory: 256) with { Word = UseWord.HeldBy(new RequestId("r1")) };
        _story.Adopt([known], use == SlotUse.Held ? [Holder("r1")] : []);
        Assert.Equal(did, _story.Did);

        if (use != SlotUse.Idle)
        {
            Assert.Equal(CompleteStatus.Done, _story.Complete("r1", Old));
            Assert.Equal("Destroy old-1 SpecChanged", _story.Did);
        }
    }

    [Fact]
    public void Adopt_MoreThanTheBound_NoneIsMadeBeside()
    {
        var story = Begin(options: new PoolOptions { MaximumSlots = 1 });
        story.Adopt([Known(SlotUse.Held, 1), Known(SlotUse.Held, 2)], Holder("r1"), Holder("r2", 2));

        story.Assign("r3");
        Assert.Equal("", story.Did);
        Assert.False(story.Replace(Old));
    }

    [Fact]
    public void Adopt_UnknownUpToTheBound_OthersAreMadeBesideAtMostAsMany()
    {
        var story = Begin(options: new PoolOptions { MaximumSlots = 2 });
        story.Adopt([Known(SlotUse.Unknown, 1), Known(SlotUse.Unknown, 2), Known(SlotUse.Unknown, 3)]);

        story.Assign("r1");
        Assert.Equal("Create s-4 PerRequest", story.Did);
        story.Assign("r2");
        Assert.Equal("", story.Did);
    }

    [Fact]
    public void Adopt_UnknownWithAMinimum_TheMinimumIsMadeBeside()
    {
        var story = Begin(options: new PoolOptions { MinimumSlots = 1 });

        story.Adopt([Known(SlotUse.Unknown)]);

        Assert.Equal("Create s-2 MinimumSlots", story.Did);
    }

    [Fact]
    public void Assign_OnlyUnknownSlots_PolicyDoesNotWaitForThem()
    {
        var story = Begin("pool");
        story.Adopt([Known(SlotUse.Unknown)]);
        story.Announce("r0", Old);

        story.Assign("r1");

        Assert.Equal("Create s-2 NothingToReturn", story.Did);
        Assert.Equal((0, 0), (story.Counts.InUse, story.Counts.RunningSince.Count));
    }

    [Fact]
    public void Tick_UnknownForAsLongAsARunMayTake_IsDestroyed()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        Assert.Equal(TimeSpan.FromSeconds(160), _story.NextDeadline);

        _story.At(159).Tick();
        Assert.Equal("", _story.Did);
        _story.At(160).Tick();

        Assert.Equal("Destroy old-1 UseUnknown", _story.Did);
    }

    [Fact]
    public void Complete_Unknown_ItIsDestroyedAndARepeatIsTold()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);

        Assert.Equal(CompleteStatus.Done, _story.Complete("r1", Old));
        Assert.Equal("Destroy old-1 UseUnknown", _story.Did);
        Assert.Equal(CompleteStatus.Repeated, _story.Complete("r1", Old));
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(1, false, true)]
    [InlineData(2, false, false)]
    public void Complete_UnknownAndPerhapsHeldByAnother_Stays(int concurrency, bool mayBeRepeat, bool mayBeShared)
    {
        var story = Begin(function: PoolStory.Spec(concurrency, timeoutSeconds: 100));
        story.Adopt([Known(SlotUse.Unknown) with { MayBeShared = mayBeShared }]);

        story.Complete("r1", Old, mayBeRepeat);

        Assert.Equal("", story.Did);
        Assert.Equal(1, story.Pool.UnknownSlots);
    }

    [Theory]
    [InlineData(30, CompleteStatus.Repeated)]
    [InlineData(60, CompleteStatus.NotHeld)]
    public void Complete_IdleByTheBoard_IsARepeatForAWhile(double at, CompleteStatus expected)
    {
        _story.Adopt([Known(SlotUse.Idle)]);

        Assert.Equal(expected, _story.At(at).Complete("r1", Old));
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Theory]
    [InlineData(true, CompleteStatus.Repeated)]
    [InlineData(false, CompleteStatus.NotHeld)]
    public void Complete_SlotOfBeforeIsGone_OnlyARepeatIsWell(bool mayBeRepeat, CompleteStatus expected)
    {
        _story.Adopt([Known(SlotUse.Idle)]);
        _story.Lost(Old);

        Assert.Equal(expected, _story.Complete("r1", Old, mayBeRepeat));
    }

    [Fact]
    public void Complete_SlotMadeHere_IsNotTakenForOneOfBefore()
    {
        var story = Begin(KeepAll);
        story.MakeIdle(1);
        story.At(1).Adopt([Known(SlotUse.Idle)]);

        Assert.Equal(CompleteStatus.NotHeld, story.Complete("stranger", 1));
    }

    [Fact]
    public void RedeclareAndClose_Unknown_ChangeNothing()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);

        _story.Redeclare(PoolStory.Spec(memory: 256, timeoutSeconds: 100));
        Assert.Equal("", _story.Did);
        _story.Close();
        Assert.Equal("", _story.Did);
        _story.Complete("r1", Old);

        Assert.Equal("Destroy old-1 UseUnknown", _story.Did);
    }

    [Fact]
    public void Lost_UnknownAndAnnounced_ItsRequestHasFinished()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.Announce("r1", Old);

        Assert.True(_story.Lost(Old));

        Assert.Equal(CompleteStatus.Repeated, _story.Complete("r1", Old));
        Assert.Equal(0, _story.Pool.UnknownSlots);
    }

    [Fact]
    public void DestroyFailed_UnknownThatWasGivenBack_IsDestroyedAgain()
    {
        _story.Adopt([Known(SlotUse.Unknown)]);
        _story.Complete("r1", Old);
        _story.DestroyFailed(Old);

        _story.At(1).Tick();
        Assert.Equal("Destroy old-1 DestroyRetried", _story.Did);
        Assert.True(_story.Destroyed(Old));
    }

    [Fact]
    public void Replace_AdoptedIdleOrUnknown_OnlyWhatServesIsReplaced()
    {
        _story.Adopt([Known(SlotUse.Idle, 1), Known(SlotUse.Unknown, 2)]);

        Assert.True(_story.Replace(Old));
        Assert.False(_story.Replace(OldSlot(2)));
        _story.Ready(3);

        Assert.Equal("Destroy old-1 Moved", _story.Did);
    }

    [Fact]
    public void Complete_BeginUnknown_TeachesNothing()
    {
        _story.Adopt([ByWord("r1"), Known(SlotUse.Unknown, 2)]);
        _story.Announce("r2", OldSlot(2));
        Assert.Null(_story.Pool.CompanyOf(new RequestId("r2"), OldSlot(2), _story.Now));
        Assert.Null(_story.Pool.SampleCompany(OldSlot(2), _story.Now));

        _story.At(5).Complete("r1", Old);
        _story.Complete("r2", OldSlot(2));

        Assert.Equal(0, _story.Pool.Statistics.Executions.Count);
    }
}
