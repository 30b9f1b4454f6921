using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;
using static OrleansScaler.Scheduling.Tests.Nodes.LedgerStory;

namespace OrleansScaler.Scheduling.Tests.Nodes;

/// <summary>
/// What stands on nodes is found again: it is charged, never more than there is, and claimed in one step.
/// </summary>
public sealed class NodeLedgerAdoptTests
{
    private static readonly NodeId s_node = new("a");

    [Fact]
    public void Adopt_MoreThanIsLeft_IsChargedWithWhatIsLeft()
    {
        var story = new LedgerStory().With("a").Fill("a", 4_000, 100);

        Assert.Equal(AdoptStatus.AdoptedShort, Adopt(story, "x", Request(200, 100)));

        Assert.Equal(new Resources(4_096, 200), story.Node("a").Used);
        Assert.Empty(NodeLedgerInvariants.Check(story.Ledger));
    }

    [Fact]
    public void Release_SomethingOwed_GoesToItBeforeAnythingElse()
    {
        var story = new LedgerStory().With("a").Fill("a", 50, 50).Fill("a", 4_000, 100);
        Adopt(story, "x", Request(200, 100));

        story.Ledger.Release(new SlotId("filled-0"));

        // 50 of the 154 MB that are owed.
        Assert.Equal(new Resources(4_096, 200), story.Node("a").Used);
        story.Ledger.Release(new SlotId("filled-1"));
        Assert.Equal(new Resources(200, 100), story.Node("a").Used);
        story.Ledger.Release(new SlotId("x"));
        Assert.Equal(Resources.Zero, story.Node("a").Used);
        Assert.Empty(NodeLedgerInvariants.Check(story.Ledger));
    }

    [Fact]
    public void Release_OfWhatIsOwed_FreesNoMoreThanItWasChargedWith()
    {
        var story = new LedgerStory().With("a").Fill("a", 4_000, 100);
        Adopt(story, "x", Request(200, 100));

        story.Ledger.Release(new SlotId("x"));
        story.Ledger.Release(new SlotId("filled-0"));

        Assert.Equal(Resources.Zero, story.Node("a").Used);
        Assert.Empty(NodeLedgerInvariants.Check(story.Ledger));
    }

    [Fact]
    public void Adopt_InPlaceOfUnclaimed_IsChargedOnce()
    {
        var story = new LedgerStory().With("a");
        Adopt(story, "?c1", UnclaimedSlots.Of(new Resources(128, 80)));

        var status = story.Ledger.Adopt(new SlotId("x"), s_node, Request(100, 60), T0, new SlotId("?c1"));

        Assert.Equal(AdoptStatus.Adopted, status);
        Assert.Equal(new Resources(100, 60), story.Node("a").Used);
        Assert.Null(story.Ledger.Find(new SlotId("?c1")));
    }

    [Fact]
    public void Place_TenantsApart_NotBesideWhatNobodyHasClaimed()
    {
        var story = new LedgerStory(options: new NodeLedgerOptions { KeepsTenantsApart = true }).With("a");
        var mine = Request(100, 60) with { Tenant = "t1" };
        Adopt(story, "?c1", UnclaimedSlots.Of(new Resources(128, 80)));
        Adopt(story, "?c2", UnclaimedSlots.Of(new Resources(128, 80)));

        story.Ledger.Adopt(new SlotId("x"), s_node, mine, T0, new SlotId("?c1"));
        Assert.Equal("OtherTenants", story.Place(mine));

        story.Ledger.Release(new SlotId("?c2"));
        Assert.Equal("a", story.Place(mine));
    }

    private static AdoptStatus Adopt(LedgerStory story, string slot, PlacementRequest request) =>
        story.Ledger.Adopt(new SlotId(slot), s_node, request, T0);
}
