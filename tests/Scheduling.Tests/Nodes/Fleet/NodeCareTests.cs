using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using static OrleansScaler.Scheduling.Tests.Nodes.Fleet.FleetStory;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

public sealed class NodeCareTests
{
    [Theory]
    [InlineData(NodeFault.Late, "Suspect", 1)]
    [InlineData(NodeFault.Unreachable, "Suspect", 1)]
    [InlineData(NodeFault.Lied, "Quarantined", 30)]
    public void Fault_Healthy_TakesNoSlotsUntilItsTimeIsOver(NodeFault fault, string health, double seconds)
    {
        var story = new FleetStory(Configured).With("a");
        story.Fault("a", fault);
        Assert.Equal(health, story.Health("a"));
        story.Ask("s1", 1, seconds: 300);
        Assert.Equal(1, story.Fleet.Waiting);
        Assert.Equal(T0.AddSeconds(seconds), story.Fleet.NextDeadline);

        Assert.Equal(["Placed s1 on a"], story.Tick(seconds));
    }

    [Fact]
    public void Answered_Suspect_IsHealthyAtOnceButNotOneThatLied()
    {
        var story = new FleetStory(Configured).With("a", "b");
        story.Fault("a", NodeFault.Late);
        story.Fault("b", NodeFault.Lied);

        foreach (var node in new[] { "a", "b" })
        {
            story.Do(commands => story.Fleet.Answered(new NodeId(node), story.Now, commands));
        }

        Assert.Equal(("Healthy", "Quarantined"), (story.Health("a"), story.Health("b")));
    }

    [Fact]
    public void Fault_LiesAgainAndAgain_IsQuarantinedLonger()
    {
        var story = new FleetStory(Configured).With("a");
        foreach (var seconds in new[] { 30, 60, 120, 240, 480, 600, 600 })
        {
            story.Fault("a", NodeFault.Lied);
            Assert.Equal(story.Now.AddSeconds(seconds), story.Fleet.NextDeadline);
            story.Tick(seconds);
            Assert.Equal("Healthy", story.Health("a"));
        }

        story.Tick(30 * 60);
        story.Fault("a", NodeFault.Lied);
        Assert.Equal(story.Now.AddSeconds(30), story.Fleet.NextDeadline);
    }

    [Fact]
    public void Fault_UnreachableForLong_IsLostWithItsSlots()
    {
        var story = new FleetStory(Configured).With("a").Stand("s1", 512);
        for (var i = 0; i < 5; i++)
        {
            Assert.Empty(story.Fault("a", NodeFault.Unreachable));
            story.Tick(7);
        }

        Assert.Equal(["SlotsLost of f on a: s1"], story.Fault("a", NodeFault.Unreachable));
        Assert.Null(story.Node("a"));
        Assert.Empty(story.Fault("a", NodeFault.Unreachable));
    }

    [Fact]
    public void Fault_UnreachableOftenButNotForLong_Stays()
    {
        var story = new FleetStory(Configured).With("a");
        for (var i = 0; i < 20; i++)
        {
            story.Fault("a", NodeFault.Unreachable);
        }

        Assert.Equal("Suspect", story.Health("a"));
    }

    [Fact]
    public void Fault_AnsweredBetween_TheRowBeginsAnew()
    {
        var story = new FleetStory(Configured).With("a");
        for (var i = 0; i < 20; i++)
        {
            story.Fault("a", NodeFault.Unreachable);
            story.Tick(30);
            story.Do(commands => story.Fleet.Answered(new NodeId("a"), story.Now, commands));
        }

        Assert.Equal("Healthy", story.Health("a"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Measured_CannotBeTrue_IsQuarantinedAndNothingChanges(double megabytes)
    {
        var story = new FleetStory(Configured).With("a");

        var change = story.Fleet.Measured(new NodeId("a"), new Resources(megabytes, 1), T0);

        Assert.Equal(NodeChange.Invalid, change);
        Assert.Equal("Quarantined", story.Health("a"));
        Assert.Null(story.Node("a").MeasuredUse);
        Assert.Equal(3_072, story.Node("a").Free.MemoryMegabytes);
        Assert.Equal(NodeChange.UnknownNode, story.Fleet.Measured(new NodeId("z"), default, T0));
    }

    [Fact]
    public void Fault_QuarantinedAndLate_StaysQuarantined()
    {
        var story = new FleetStory(Configured).With("a");
        story.Fault("a", NodeFault.Lied);
        story.Fault("a", NodeFault.Late);

        Assert.Equal("Quarantined", story.Health("a"));
        Assert.Equal(T0.AddSeconds(30), story.Fleet.NextDeadline);
    }
}
