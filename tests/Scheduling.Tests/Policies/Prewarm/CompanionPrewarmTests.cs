using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Prewarm;

/// <summary>Called at 0 s; ready at 2 s, so that a start takes 2 s; done at 3 s and destroyed at once.</summary>
public sealed class CompanionPrewarmTests
{
    private readonly PoolStory _story = new("keepalive=fixed:0s+prewarm=companions");

    public CompanionPrewarmTests() => CallOnce(_story, slot: 1);

    [Fact]
    public void Decide_CompanionCalled_StartsOne()
    {
        _story.At(100).CompanionCalled();

        Assert.Equal("Create s-2 Companion", _story.Did);
    }

    [Fact]
    public void Decide_NobodyCameWithinAStartAndTheTolerance_GivesUp()
    {
        _story.At(100).CompanionCalled();
        _story.At(102).Ready(2);
        Assert.Equal("", _story.Did);

        // 100 s + 2 s of start + 1 s of tolerance.
        Assert.Equal(TimeSpan.FromSeconds(103), _story.NextDeadline);
        _story.At(103).Tick();

        Assert.Equal("Destroy s-2 KeepNothing", _story.Did);
    }

    [Fact]
    public void Decide_FunctionCame_IsServedByTheSlotUnderWay()
    {
        _story.At(100).CompanionCalled();
        _story.At(100.5).Assign("r2");
        Assert.Equal("", _story.Did);

        _story.At(102).Ready(2);

        Assert.Equal("Grant r2 s-2 ReadySlot", _story.Did);
    }

    [Fact]
    public void Decide_QuietAfterwards_HasNothingToWaitFor()
    {
        _story.At(100).CompanionCalled();
        _story.At(102).Ready(2);
        _story.At(103).Tick();
        _story.Destroyed(2);

        Assert.Null(_story.NextDeadline);
        Assert.True(_story.Pool.IsQuiet);
    }

    [Fact]
    public void Decide_BusyMinutesUsuallyHadThree_StartsThree()
    {
        // Peaks of the three minutes in which it was called: 1, 3, 3. The lower median is 3.
        CallThrice(_story, minute: 1, firstSlot: 2);
        CallThrice(_story, minute: 2, firstSlot: 5);

        _story.At(1_000).CompanionCalled();

        Assert.Equal("Create s-8 Companion; Create s-9 Companion; Create s-10 Companion", _story.Did);
    }

    [Fact]
    public void Decide_NeverCalledItself_MakesNothing()
    {
        var story = new PoolStory("companions");

        story.At(100).CompanionCalled();

        Assert.Equal("", story.Did);
    }

    [Fact]
    public void Find_CompanionsWithATolerance_WaitsThatLong()
    {
        var story = new PoolStory("keepalive=fixed:0s+prewarm=companions:7s", new PoolOptions());
        CallOnce(story, slot: 1);

        story.At(100).CompanionCalled();

        Assert.Equal(TimeSpan.FromSeconds(109), story.NextDeadline);
        Assert.Equal(Reason.Companion, story.Commands[0].Reason);
    }

    [Theory]
    [InlineData("companions", true)]
    [InlineData("prewarm=companions+keepalive=fixed:1s", true)]
    [InlineData("prewarm=companions+prewarm=none", false)]
    [InlineData("keepalive=lock-step+prewarm=none", true)]
    [InlineData("break-even", false)]
    public void Find_SetWithThePart_HearsCompanions(string name, bool hears) =>
        Assert.Equal(hears, PolicyNames.Find(name, new PolicyOptions()).Required.HearsCompanions);

    private static void CallOnce(PoolStory story, int slot)
    {
        story.At(0).Assign("r1");
        story.At(2).Ready(slot);
        story.At(3).Complete("r1", slot);
        story.Destroyed(slot);
    }

    private static void CallThrice(PoolStory story, int minute, int firstSlot)
    {
        for (var i = 0; i < 3; i++)
        {
            story.At(60 * minute).Assign($"{minute}-{i}");
        }

        for (var i = 0; i < 3; i++)
        {
            story.At((60 * minute) + 2).Ready(firstSlot + i);
        }

        for (var i = 0; i < 3; i++)
        {
            story.At((60 * minute) + 3).Complete($"{minute}-{i}", firstSlot + i);
            story.Destroyed(firstSlot + i);
        }
    }
}
