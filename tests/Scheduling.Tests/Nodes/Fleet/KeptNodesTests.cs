using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Pools;
using static OrleansScaler.Scheduling.Tests.Nodes.Fleet.FleetStory;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

/// <summary>Nodes that were had before a restart, or are to be had after it.</summary>
public sealed class KeptNodesTests
{
    private static readonly NodeId s_node = new("n1");

    [Fact]
    public void Join_KeptForAWhile_IsNotGivenBackBefore()
    {
        var story = new FleetStory(Plain with { ReleaseAfter = TimeSpan.FromSeconds(60) });
        Keep(story, T0.AddSeconds(120));

        Assert.Empty(story.Tick(179));
        Assert.Equal(["ReleaseNode n1"], story.Tick(1));
    }

    [Fact]
    public void Adopt_OnAKeptNode_KeepsItForGood()
    {
        var story = new FleetStory(Plain);
        Keep(story, T0.AddSeconds(120));
        story.Do(commands => story.Fleet.Adopt(new SlotId("s1"), s_node, Request(128), story.Now, commands));

        Assert.Empty(story.Tick(3_600));
    }

    [Fact]
    public void Adopt_SmallerThanWhatWasChargedForIt_ServesWhoWaits()
    {
        var story = new FleetStory(Configured).With("n1");
        var unclaimed = UnclaimedSlots.Of(new Resources(3_000, 0));
        story.Do(commands => story.Fleet.Adopt(new SlotId("?c"), s_node, unclaimed, story.Now, commands));
        story.Ask("t1", 200);

        var told = story.Do(commands => story.Fleet.Adopt(
            new SlotId("s1"), s_node, Request(128), story.Now, commands, new SlotId("?c")));

        Assert.Equal(["Placed t1 on n1"], told);
    }

    [Fact]
    public void Suspend_EmptyNodesAndWaiters_RefusesThoseAndGivesNothingBack()
    {
        var story = new FleetStory(Plain);
        Keep(story, keptUntil: null);
        story.Stand("t0", 3_000);
        story.Ask("t1", 3_000);

        var told = story.Do(commands => story.Fleet.Suspend(story.Now, commands));

        Assert.StartsWith("Refused t1", Assert.Single(told), StringComparison.Ordinal);
        story.Release("t0");
        Assert.Empty(story.Tick(3_600));
    }

    private static void Keep(FleetStory story, DateTimeOffset? keptUntil) => story.Do(commands => story.Fleet.Join(
        new NodeSpec(s_node, new Resources(3_072, 2_000)), NodeOrigin.Ordered, story.Now, commands, keptUntil));
}
