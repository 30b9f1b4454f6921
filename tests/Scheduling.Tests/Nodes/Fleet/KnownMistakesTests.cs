using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;
using static OrleansScaler.Scheduling.Tests.Nodes.Fleet.FleetStory;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

/// <summary>What schedulers of the 2020 contest got wrong about nodes, each told as it went wrong there.</summary>
public sealed class KnownMistakesTests
{
    [Fact]
    public void Mistake_TwentyNodesReservedByOneBurstEightUsed_OrdersWhatThePackingNeeds()
    {
        // 48 slots of 512 MB fill eight nodes of six; each asks by itself while no node has come yet.
        var story = new FleetStory(new NodeFleetOptions { HeadroomFraction = 0 });
        for (var i = 0; i < 48; i++)
        {
            story.Ask($"s{i}", 512, $"f{i % 3}");
        }

        Assert.Equal(8, Orders(story));
        for (var order = 1; order <= 8; order++)
        {
            story.Fill(order, $"n{order}");
        }

        Assert.Equal((0, 48, 8), (story.Fleet.Waiting, story.Placed.Count, Orders(story)));
        Assert.All(story.Fleet.Ledger.Nodes, node => Assert.Equal(0, node.Free.MemoryMegabytes));
    }

    [Fact]
    public void Mistake_TwentyNodesReservedByOneBurstEightUsed_OrdersUnderWayCountForTheNextBurst()
    {
        var story = new FleetStory(new NodeFleetOptions { HeadroomFraction = 0 });
        story.Ask([.. Enumerable.Range(0, 5).Select(i => ($"s{i}", 512.0, "f"))]);
        Assert.Equal(1, Orders(story));

        story.Ask("s5", 512);
        Assert.Equal(1, Orders(story));
        story.Ask("s6", 512);
        Assert.Equal(2, Orders(story));
    }

    [Fact]
    public void Mistake_FreeMemoryCountersGoingNegative_CheckAndActAreOneStep()
    {
        // Everything is asked for before anything is confirmed: whoever counts confirmed slots alone gives too much.
        var story = new FleetStory(Configured).With("a");
        for (var i = 0; i < 20; i++)
        {
            story.Ask($"s{i}", 512);
        }

        Assert.Equal((6, 14), (story.Placed.Count, story.Fleet.Waiting));
        Assert.Equal(0, story.Node("a").Free.MemoryMegabytes);

        // Given back twice, nothing is counted twice.
        story.Do(commands => Assert.True(story.Fleet.Cancel(story.Placed["s0"].Id, story.Now, commands)));
        story.Do(commands => Assert.False(story.Fleet.Cancel(story.Placed["s0"].Id, story.Now, commands)));
        Assert.Equal((7, 0), (story.Placed.Count, story.Node("a").Free.MemoryMegabytes));
    }

    [Fact]
    public void Mistake_WaitersNeverWokenWhenALimitIsReached_TheyAreServedAsSoonAsThereIsRoom()
    {
        var story = new FleetStory(Plain with { MaximumNodes = 1 });
        story.Ask(("s1", 3_072, "f"), ("s2", 3_072, "g"), ("s3", 3_072, "h"));
        story.Fill(1, "a");
        story.Confirm("s1");

        Assert.Contains("Placed s2 on a", story.Release("s1"));
        story.Confirm("s2");
        Assert.Contains("Placed s3 on a", story.Release("s2"));
    }

    [Theory]
    [InlineData("as many nodes as may be", 1, false)]
    [InlineData("no node left to order", 20, false)]
    [InlineData("no healthy node", 1, true)]
    public void Mistake_WaitersNeverWokenWhenALimitIsReached_EveryOneHasItsAnswerByItsDeadline(
        string limit, int maximumNodes, bool isLate)
    {
        var story = new FleetStory(Plain with { MaximumNodes = maximumNodes }).With("a").Stand("s0", 3_072);
        story.Ask("s1", 3_072);
        story.Ask("s2", 3_072, "g");
        if (isLate)
        {
            story.Fault("a", NodeFault.Late);
        }

        // The deadlines that the fleet names are enough: nobody needs to ask it between them.
        while (story.Fleet.Waiting > 0)
        {
            Assert.True(story.Fleet.NextDeadline > story.Now, $"{limit}: somebody waits and nothing is due");
            foreach (var order in story.All.Where(command => command.Kind == FleetCommandKind.OrderNode).ToArray())
            {
                story.Exhaust(order.Order.Value);
            }

            story.Tick((story.Fleet.NextDeadline!.Value - story.Now).TotalSeconds);
        }

        Assert.Equal(T0.AddSeconds(30), story.Now);
        Assert.Equal(2, story.All.Count(command => command.Refusal == WishRefusal.DeadlinePassed));
    }

    [Fact]
    public void Mistake_TooManyParallelCreatesHangANodeService_ABurstStartsAFewAtATime()
    {
        // 69 creates at once took 4.1 s in the median there, and more hung the node's service.
        var story = new FleetStory(Plain, new NodeLedgerOptions { CreatesPerNode = 8 }).With("a");
        for (var i = 0; i < 24; i++)
        {
            story.Ask($"s{i}", 128);
        }

        Assert.Equal((8, 16), (story.Node("a").StartingCreates, story.Fleet.Waiting));
        for (var i = 0; i < 24; i++)
        {
            story.Confirm($"s{i}");
            Assert.InRange(story.Node("a").StartingCreates, 0, 8);
        }

        Assert.Equal((24, 0), (story.Node("a").Slots, story.Fleet.Waiting));
        Assert.DoesNotContain(story.All, command => command.Kind == FleetCommandKind.OrderNode);
    }

    [Fact]
    public void Mistake_RemovalRacingWithHandOut_ANodeOnItsWayBackGetsNoSlot()
    {
        var story = new FleetStory(Plain);
        story.Join("a", origin: NodeOrigin.Ordered);
        Assert.Equal(["ReleaseNode a"], story.Tick(60));

        // The release is under way: a wish that comes now orders a node and does not touch the one that leaves.
        Assert.Equal(["OrderNode 1"], story.Ask("s1", 512));
        Assert.DoesNotContain("Placed s1 on a", story.Fill(1, "a"));
        Assert.Null(story.Node("a"));

        // It was offered meanwhile, so the manager takes it for ours: it is given back once more.
        Assert.Contains(
            "ReleaseNode a",
            story.Do(commands => story.Fleet.NodeReleased(new NodeId("a"), story.Now, commands)));
        Assert.Equal(1, story.Fleet.Waiting);
    }

    [Fact]
    public void Mistake_RemovalRacingWithHandOut_ANodeWithAReservationIsNotEmpty()
    {
        var story = new FleetStory(Plain, new NodeLedgerOptions { ReservedFor = TimeSpan.FromMinutes(10) });
        story.Join("a", origin: NodeOrigin.Ordered);
        story.Now = story.Now.AddSeconds(59);
        story.Ask("s1", 512);

        Assert.Empty(story.Tick(300));
        Assert.Equal(ConfirmStatus.Confirmed, story.Confirm("s1"));
    }

    [Fact]
    public void Mistake_RemovalRacingWithHandOut_ASlotMadeOnALostNodeHoldsNothing()
    {
        var story = new FleetStory(Configured).With("a");
        story.Ask("s1", 512);
        story.Do(commands => story.Fleet.Lose(new NodeId("a"), story.Now, commands));
        story.Join("a");

        Assert.Equal(ConfirmStatus.UnknownReservation, story.Confirm("s1"));
        Assert.Equal(3_072, story.Node("a").Free.MemoryMegabytes);
        Assert.False(story.Fleet.Release(new SlotId("s1"), story.Now, []));
    }

    [Fact]
    public void Mistake_RequestsCountedTwice_AnAnswerThatCameTwiceChangesNothing()
    {
        var story = new FleetStory(Configured).With("a");
        story.Ask("s1", 512);
        story.Confirm("s1");

        Assert.Equal(ConfirmStatus.AlreadyConfirmed, story.Confirm("s1"));
        Assert.Equal(PlacementRefusal.None, story.All[0].Placement.Refusal);
        story.Release("s1");
        Assert.False(story.Fleet.Release(new SlotId("s1"), story.Now, []));
        Assert.Equal(3_072, story.Node("a").Free.MemoryMegabytes);
    }

    private static int Orders(FleetStory story) =>
        story.All.Count(command => command.Kind == FleetCommandKind.OrderNode);
}
