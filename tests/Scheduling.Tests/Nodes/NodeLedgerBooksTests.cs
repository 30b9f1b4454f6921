using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;
using static OrleansScaler.Scheduling.Tests.Nodes.LedgerStory;

namespace OrleansScaler.Scheduling.Tests.Nodes;

public sealed class NodeLedgerBooksTests
{
    [Fact]
    public void Confirm_Reserved_StandsUntilReleased()
    {
        var story = new LedgerStory().With("a");
        var placement = story.Reserve(1_000, 500);

        Assert.Equal(ConfirmStatus.Confirmed, story.Confirm(placement, "s1"));
        Assert.Equal((1, 0, null), (story.Ledger.Slots, story.Ledger.Pending, story.Ledger.NextDeadline));

        Assert.True(story.Ledger.Release(new SlotId("s1")));
        Assert.False(story.Ledger.Release(new SlotId("s1")));
        Assert.Equal(new Resources(4_096, 2_000), story.Node("a").Free);
    }

    [Fact]
    public void Confirm_Twice_ChangesNothing()
    {
        var story = new LedgerStory().With("a");
        var (one, other) = (story.Reserve(1, 1), story.Reserve(1, 1));
        story.Confirm(one, "s1");

        Assert.Equal(ConfirmStatus.AlreadyConfirmed, story.Confirm(one, "s1"));
        Assert.Equal(ConfirmStatus.UnknownReservation, story.Confirm(one, "s2"));
        Assert.Equal(ConfirmStatus.SlotTaken, story.Confirm(other, "s1"));
        Assert.Empty(NodeLedgerInvariants.Check(story.Ledger));
    }

    [Fact]
    public void Tick_NotConfirmedInTime_GivesTheRoomBack()
    {
        var story = new LedgerStory().With("a");
        var late = story.Reserve(4_096, 2_000);
        Assert.Equal(T0 + TimeSpan.FromSeconds(30), story.Ledger.NextDeadline);
        var expired = new List<Reservation>();

        story.Ledger.Tick(T0 + TimeSpan.FromSeconds(29), expired);
        Assert.Empty(expired);
        story.Ledger.Tick(T0 + TimeSpan.FromSeconds(30), expired);

        Assert.Equal(late.Reservation, Assert.Single(expired));
        Assert.Equal(ConfirmStatus.UnknownReservation, story.Confirm(late, "s1"));
        Assert.True(story.Reserve(4_096, 2_000).IsPlaced);
    }

    [Fact]
    public void Tick_TimeGoesBack_NothingLivesLonger()
    {
        var story = new LedgerStory { Now = T0 + TimeSpan.FromSeconds(10) }.With("a");
        story.Reserve(1, 1);
        story.Now = T0;
        story.Reserve(1, 1);
        var expired = new List<Reservation>();

        story.Ledger.Tick(T0 + TimeSpan.FromSeconds(40), expired);

        Assert.Equal(2, expired.Count);
    }

    [Fact]
    public void Cancel_Unknown_IsFalse()
    {
        var story = new LedgerStory().With("a");
        var placement = story.Reserve(1, 1);

        Assert.True(story.Ledger.Cancel(placement.Reservation!.Id));
        Assert.False(story.Ledger.Cancel(placement.Reservation.Id));
        Assert.False(story.Ledger.Cancel(new ReservationId(99)));
    }

    [Fact]
    public void RemoveNode_BetweenReservationAndConfirmation_CanHandNothingOut()
    {
        var story = new LedgerStory().With("a", "b");
        var placement = story.Reserve(1, 1);

        story.Ledger.RemoveNode(new NodeId("a"));

        Assert.Equal(ConfirmStatus.UnknownReservation, story.Confirm(placement, "s1"));
        Assert.Null(story.Ledger.Find(new SlotId("s1")));
        Assert.Equal("b", story.Place(Request(1, 1)));
        Assert.Empty(NodeLedgerInvariants.Check(story.Ledger));
    }

    [Fact]
    public void RemoveNode_WithSlots_ListsWhatEachFunctionLost()
    {
        var story = new LedgerStory().With("a");
        story.Confirm(story.Reserve(1, 1, "g"), "g1");
        story.Confirm(story.Reserve(1, 1, "f"), "f1");
        story.Confirm(story.Reserve(1, 1, "f"), "f2");
        var starting = story.Reserve(1, 1, "g");

        var removal = story.Ledger.RemoveNode(new NodeId("a"));

        Assert.Equal(["f", "g"], removal.Lost.Select(lost => lost.Function.Value));
        Assert.Equal(["f1", "f2"], removal.Lost[0].Slots.Select(slot => slot.Value));
        Assert.Equal([starting.Reservation!.Id], removal.Lost[1].Reservations);
        Assert.False(story.Ledger.Release(new SlotId("f1")));
        Assert.False(story.Ledger.RemoveNode(new NodeId("a")).WasHere);
    }

    [Fact]
    public void RemoveNode_RankedBefore_IsNotTakenFromTheRanking()
    {
        var story = new LedgerStory("equivalence-classes").With("a", "b");
        Assert.Equal("a", story.Place(Request(1, 1)));

        story.Ledger.RemoveNode(new NodeId("b"));

        Assert.Equal("a", story.Place(Request(1, 1)));
    }

    [Fact]
    public void Drain_BetweenReservationAndConfirmation_LetsItFinish()
    {
        var story = new LedgerStory().With("a");
        var placement = story.Reserve(1, 1);

        story.Ledger.Drain(new NodeId("a"));

        Assert.Equal(ConfirmStatus.Confirmed, story.Confirm(placement, "s1"));
        Assert.Equal("AllDraining", story.Place(Request(1, 1)));
    }

    [Fact]
    public void AddNode_SameNodeTwice_KeepsTheFirst()
    {
        var story = new LedgerStory().With("a");
        story.Reserve(1, 1);

        var again = story.Ledger.AddNode(new NodeSpec(new NodeId("a"), new Resources(64, 64)));

        Assert.Equal(new JoinResult(JoinStatus.AlreadyHere, "A node 'a' is here already."), again);
        Assert.Equal((1, 4_096), (story.Node("a").StartingCreates, story.Node("a").Offered.MemoryMegabytes));
    }

    [Theory]
    [InlineData("", 1, 0, "A node needs a name; this one's is empty.")]
    [InlineData("a", -1, 0, "'a' offers -1 MB and 1 millicores; both must be from 0 to 2^30.")]
    [InlineData("a", 1, 2, "'a' has an agent that takes 2 MB and 0 millicores; it offers only 1 MB and 1 millicores.")]
    public void AddNode_CannotBeTrue_SaysWhatAndItsBound(string id, double offers, double agent, string problem)
    {
        var spec = new NodeSpec(new NodeId(id), new Resources(offers, 1)) { AgentOverhead = new Resources(agent, 0) };

        Assert.Equal(new JoinResult(JoinStatus.Invalid, problem), new LedgerStory().Ledger.AddNode(spec));
    }

    [Fact]
    public void AddNode_AsManyAsMayBe_Refuses()
    {
        var story = new LedgerStory(options: new() { MaximumNodes = 1 }).With("a");

        var more = story.Ledger.AddNode(new NodeSpec(new NodeId("b"), new Resources(1, 1)));

        Assert.Equal(JoinStatus.TooManyNodes, more.Status);
    }

    [Fact]
    public void SetMeasuredUse_Negative_IsInvalid()
    {
        var ledger = new LedgerStory().With("a").Ledger;

        Assert.Equal(NodeChange.Invalid, ledger.SetMeasuredUse(new NodeId("a"), new Resources(-1, 0)));
        Assert.Equal(NodeChange.Changed, ledger.SetMeasuredUse(new NodeId("a"), new Resources(1, 0)));
        Assert.Equal(NodeChange.UnknownNode, ledger.SetMeasuredUse(new NodeId("b"), new Resources(1, 0)));
    }

    [Fact]
    public void Adopt_AfterARestart_CountsWhatStandsThere()
    {
        var story = new LedgerStory().With("a").Fill("a", 4_000, 100);

        Assert.Equal("NoRoom", story.Place(Request(100, 1)));
        var adopted = story.Ledger.Adopt(new SlotId("w"), new NodeId("a"), Request(97, 1), T0);
        Assert.Equal(AdoptStatus.AdoptedShort, adopted);
        Assert.Equal(
            AdoptStatus.AlreadyHere, story.Ledger.Adopt(new SlotId("filled-0"), new NodeId("a"), Request(1, 1), T0));
        Assert.Equal(AdoptStatus.UnknownNode, story.Ledger.Adopt(new SlotId("x"), new NodeId("z"), Request(1, 1), T0));
    }

    [Fact]
    public void Snapshot_OfALedger_TellsWhatStandsWhere()
    {
        var story = new LedgerStory().With("b", "a").Fill("a", 1_000, 500, "g").Fill("a", 1_000, 500, "f");
        story.Reserve(96, 100, "f");

        var snapshot = story.Ledger.Snapshot();

        Assert.Equal(["a", "b"], snapshot.Nodes.Select(node => node.Id.Value));
        Assert.Equal(
            [new FunctionCount(new FunctionKey("f"), 2), new FunctionCount(new FunctionKey("g"), 1)],
            snapshot.Nodes[0].Functions);
        Assert.Equal((2, 1), (snapshot.Slots, snapshot.Pending));
        Assert.Equal((new Resources(8_192, 4_000), new Resources(2_096, 1_100)), (snapshot.Offered, snapshot.Used));
    }

    [Fact]
    public void Digest_OfALedger_CountsNodesThatTakeSlots()
    {
        var story = new LedgerStory().With("a", "b").Fill("a", 2_048, 500);
        story.Ledger.Drain(new NodeId("b"));

        var digest = story.Ledger.Digest(3);

        Assert.Equal((3, 0.5), (digest.Shard, digest.Fill));
        Assert.True(new Resources(2_048, 1_500).FitsIn(digest.LargestFree), $"{digest.LargestFree}");
    }
}
