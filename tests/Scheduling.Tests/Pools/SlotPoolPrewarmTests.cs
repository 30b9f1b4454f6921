using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class SlotPoolPrewarmTests
{
    private readonly ScriptedPolicies _policies = new()
    {
        Keep = new KeepAliveDecision(TimeSpan.Zero, TimeSpan.Zero, Reason.KeepNothing),
    };

    [Fact]
    public void Tick_AtTheTimeForeseen_MakesWhatIsMissing()
    {
        var story = Wanting(2, from: 60, until: 90);
        story.Hold("r1", 1);
        story.At(1).Complete("r1", 1);
        Assert.Equal("Destroy s-1 KeepNothing", story.Did);
        story.Destroyed(1);
        Assert.Equal(TimeSpan.FromSeconds(60), story.NextDeadline);

        story.At(60).Tick();

        Assert.Equal("Create s-2 Forecast; Create s-3 Forecast", story.Did);
    }

    [Fact]
    public void Tick_StillWanted_KeepsIdleSlotsThoughKeepAliveIsNothing()
    {
        var story = Wanting(1, from: 0, until: 90);
        story.Hold("r1", 1);
        story.At(1).Complete("r1", 1);

        story.At(89).Tick();

        Assert.Equal("", story.Did);
    }

    [Fact]
    public void Tick_NoLongerWanted_LeavesThemToKeepAlive()
    {
        var story = Wanting(1, from: 0, until: 90);
        story.Hold("r1", 1);
        story.At(1).Complete("r1", 1);
        Assert.Equal(TimeSpan.FromSeconds(90), story.NextDeadline);

        story.At(90).Tick();

        Assert.Equal("Destroy s-1 KeepNothing", story.Did);
    }

    [Fact]
    public void Assign_FewerLiveThanWanted_CountsTheBusyAndTheStarting()
    {
        var story = Wanting(3, from: 0, until: 90);

        story.Assign("r1");

        Assert.Equal("Create s-1 PerRequest; Create s-2 Forecast; Create s-3 Forecast", story.Did);
    }

    [Fact]
    public void Assign_WantedBeyondTheMaximum_StopsAtTheMaximum()
    {
        var story = Wanting(9, from: 0, until: 90, new PoolOptions { MaximumSlots = 2 });

        story.Assign("r1");

        Assert.Equal("Create s-1 PerRequest; Create s-2 Forecast", story.Did);
    }

    [Fact]
    public void Close_SlotsWanted_GivesThemBackAndMakesNoMore()
    {
        var story = Wanting(2, from: 0, until: 90);
        story.Hold("r1", 1);
        story.Ready(2);
        story.Complete("r1", 1);

        story.Close();
        Assert.Equal("Destroy s-2 PoolClosed; Destroy s-1 PoolClosed", Ordered(story));

        story.At(5).Tick();
        Assert.Equal("", story.Did);
    }

    [Fact]
    public void NextDeadline_NobodyCalledYet_ForeseesNothing()
    {
        var story = Wanting(2, from: 60, until: 90);

        story.At(1).Tick();

        Assert.Null(story.NextDeadline);
        Assert.Empty(_policies.StatesSeen);
    }

    [Fact]
    public void NextDeadline_AnInstantThatHasCome_WakesNobody()
    {
        _policies.Foresee = pool => new PrewarmDecision(0, Reason.NothingForeseen, pool.Now);
        var story = new PoolStory();
        story.UsePolicies(_policies.ToSet());

        story.Hold("r1", 1);

        // All that is left is that the assignment expires: a day and a minute.
        Assert.Equal(TimeSpan.FromSeconds(86_460), story.NextDeadline);
    }

    private static string Ordered(PoolStory story) =>
        string.Join("; ", story.Did.Split("; ").OrderDescending(StringComparer.Ordinal));

    private PoolStory Wanting(int slots, double from, double until, PoolOptions? options = null)
    {
        var (begin, end) = (PoolStory.T0.AddSeconds(from), PoolStory.T0.AddSeconds(until));
        _policies.Foresee = pool => pool.Now < begin ? new PrewarmDecision(0, Reason.NothingForeseen, begin)
            : pool.Now < end ? new PrewarmDecision(slots, Reason.Forecast, end)
            : new PrewarmDecision(0, Reason.NothingForeseen);
        var story = new PoolStory(options: options ?? new PoolOptions { RememberFor = TimeSpan.Zero });
        story.UsePolicies(_policies.ToSet());
        return story;
    }
}
