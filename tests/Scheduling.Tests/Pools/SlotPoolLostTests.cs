using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>Slots that go away with their node. The story checks the invariants after each fact.</summary>
public sealed class SlotPoolLostTests
{
    private readonly PoolStory _story = new();

    [Fact]
    public void SlotLost_Starting_IsForgottenAndTheWaiterGetsAnother()
    {
        _story.Assign("r1");

        Assert.True(_story.Lost(1));

        Assert.Equal("Create s-2 NothingToReturn", _story.Did);
        Assert.Equal(1, _story.Pool.SlotsForgotten);
    }

    [Fact]
    public void SlotLost_Starting_LateAnswersAreIgnored()
    {
        _story.Assign("r1");
        _story.Lost(1);

        Assert.False(_story.Created(1));
        Assert.False(_story.Ready(1));
        Assert.False(_story.Failed(1));
    }

    [Fact]
    public void SlotLost_Idle_IsNotGrantedAnyMore()
    {
        _story.MakeIdle(1);

        Assert.True(_story.Lost(1));
        _story.Assign("r2");

        Assert.Equal("Create s-2 NothingToReturn", _story.Did);
        Assert.Equal(0, _story.Counts.Idle);
    }

    [Fact]
    public void SlotLost_Busy_ItsRequestHasFinished()
    {
        _story.Hold("r1", 1);

        Assert.True(_story.Lost(1));

        Assert.Equal("", _story.Did);
        Assert.Equal(CompleteStatus.Repeated, _story.Complete("r1", 1));
        Assert.Equal(AssignStatus.Finished, _story.Assign("r1").Status);
    }

    [Fact]
    public void SlotLost_BusyWithSeveral_AllHaveFinished()
    {
        var story = new PoolStory(function: PoolStory.Spec(concurrency: 3));
        story.Hold("r1", 1);
        story.Assign("r2");
        story.Assign("r3");

        story.Lost(1);

        Assert.Equal((0, 0), (story.Counts.InUse, story.Counts.Busy));
        Assert.Equal(CompleteStatus.Repeated, story.Complete("r3", 1));
    }

    [Fact]
    public void SlotLost_BusyWhileOthersWait_StartsAnother()
    {
        var story = new PoolStory(options: new PoolOptions { MaximumSlots = 1 });
        story.Hold("r1", 1);
        story.Assign("r2");

        story.At(10).Lost(1);

        Assert.Equal("Create s-2 PatienceOver", story.Did);
    }

    [Fact]
    public void SlotLost_Retiring_IsForgottenAndNotDestroyedAgain()
    {
        _story.Hold("r1", 1);
        _story.Complete("r1", 1, isBad: true);
        _story.At(1).DestroyFailed(1);

        Assert.True(_story.Lost(1));
        _story.At(100).Tick();

        Assert.Equal("", _story.Did);
        Assert.False(_story.Destroyed(1));
        Assert.Equal(0, _story.Pool.RetiringSlots);
    }

    [Fact]
    public void SlotLost_WhileBeingReplaced_TheReplacementServesAlone()
    {
        _story.MakeIdle(1);
        _story.Replace(1);
        _story.Lost(1);

        _story.Ready(2);

        Assert.Equal("", _story.Did);
        Assert.Equal(1, _story.Counts.Idle);
    }

    [Fact]
    public void SlotLost_CreateOrDestroyUnderWay_SaysSo()
    {
        var commands = new List<PoolCommand>();
        _story.MakeIdle(1);
        _story.Assign("r2");
        _story.Assign("r3");
        _story.At(10).Tick();
        var (busy, starting) = (PoolStory.Slot(1), PoolStory.Slot(2));

        Assert.Equal(LossStatus.UnderWay, _story.Pool.SlotLost(starting, _story.Now, commands));
        Assert.Equal(LossStatus.Standing, _story.Pool.SlotLost(busy, _story.Now, commands));
        Assert.Equal(LossStatus.Unknown, _story.Pool.SlotLost(busy, _story.Now, commands));
    }

    [Fact]
    public void SlotLost_UnknownOrTwice_ChangesNothing()
    {
        _story.MakeIdle(1);
        _story.Lost(1);

        Assert.False(_story.Lost(1));
        Assert.False(_story.Lost(7));

        Assert.Equal(1, _story.Pool.SlotsForgotten);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SlotLost_AtAnyTime_LeavesASoundPool(int seed)
    {
        // A violation of the story's invariants names the slot; the seed is in the test's name.
        var random = new Random(seed);
        var story = new PoolStory(function: PoolStory.Spec(concurrency: 2, timeoutSeconds: 20));
        for (var i = 0; i < 3_000; i++)
        {
            story.At(i * 0.1);
            var (slot, request) = (random.Next((int)story.Pool.SlotsCreated + 2), $"r{i - random.Next(20)}");
            switch (random.Next(8))
            {
                case 0 or 1:
                    story.Assign($"r{i}", random.Next(30));
                    break;
                case 2:
                    story.Created(slot);
                    break;
                case 3:
                    story.Ready(Newest(story, random));
                    break;
                case 4:
                    story.Complete(request, Newest(story, random), random.Next(5) == 0);
                    break;
                case 5:
                    story.Destroyed(slot);
                    break;
                case 6:
                    story.Lost(Newest(story, random));
                    break;
                default:
                    story.Tick();
                    break;
            }
        }

        Assert.True(story.Pool.SlotsForgotten > 100, $"only {story.Pool.SlotsForgotten} slots came and went");
    }

    [Fact]
    public void Reclaimable_IdleSlotsAboveTheMinimum_AreCounted()
    {
        var story = new PoolStory(options: new PoolOptions { MinimumSlots = 1, InitialSlots = 3 });
        story.Assign("r1");
        Assert.Equal(0, story.Pool.Reclaimable);

        story.Ready(1);
        story.Ready(2);
        story.Ready(3);

        Assert.Equal(2, story.Pool.Reclaimable);
    }

    private static int Newest(PoolStory story, Random random) =>
        Math.Max(1, (int)story.Pool.SlotsCreated - random.Next(5));
}
