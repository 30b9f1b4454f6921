using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using static OrleansScaler.Scheduling.Tests.Nodes.LedgerStory;

namespace OrleansScaler.Scheduling.Tests.Nodes;

public sealed class NodeLedgerPlacingTests
{
    [Fact]
    public void Reserve_NoNodes_SaysSo() => Assert.Equal("NoNodes", new LedgerStory().Place(Request(1, 1)));

    [Fact]
    public void Reserve_LargerThanAnyNode_NamesBothSizes()
    {
        var refused = new LedgerStory().With("small", 1_024, 1_000).With("a").Reserve(8_192, 500, "big");

        Assert.Equal(PlacementRefusal.TooLargeForAnyNode, refused.Refusal);
        Assert.Equal(
            "'big' needs 8192 MB and 500 millicores with its sidecar; "
            + "the largest node offers 4096 MB and 2000 millicores.",
            refused.Why);
    }

    [Theory]
    [InlineData(4_096, 0, 0, null)]
    [InlineData(4_096, 0, 1, "TooLargeForAnyNode")]
    [InlineData(4_096, 96, 0, "TooLargeForAnyNode")]
    [InlineData(4_000, 96, 0, null)]
    [InlineData(3_936, 96, 64, null)]
    [InlineData(3_937, 96, 64, "TooLargeForAnyNode")]
    public void Reserve_WithAgentAndSidecar_BothCount(double need, double agent, double sidecar, string? refusal)
    {
        var story = new LedgerStory();
        story.Ledger.AddNode(new NodeSpec(new NodeId("a"), new Resources(4_096, 2_000))
        {
            AgentOverhead = new Resources(agent, 0),
        });

        var place = story.Place(Request(need, 100) with { Sidecar = new Resources(sidecar, 0) });

        Assert.Equal(refusal ?? "a", place);
    }

    [Fact]
    public void Reserve_TwelveQuarterGigabytesWithTheirCpu_FillA2020NodeExactly()
    {
        // 12 · 256 MB = 3,072 MB and 12 · 166.67 millicores = 2,000: exactly what the node offers, and no thirteenth.
        var story = new LedgerStory().With("a", 3_072, 2_000);
        var quarter = Request(1, 1) with { Need = Resources.OfMemory(256), Count = 13 };
        var placements = new LedgerStory(options: new() { CreatesPerNode = 100 }).With("a", 3_072, 2_000)
            .Reserve(quarter);

        Assert.Equal(12, placements.Count(placement => placement.IsPlaced));
        Assert.Equal(PlacementRefusal.NoRoom, placements[12].Refusal);
        Assert.Equal("a", story.Place(quarter with { Count = 1 }));
    }

    [Fact]
    public void Reserve_MoreThanThereIsRoomFor_PlacesSomeAndRefusesTheRest()
    {
        var placements = new LedgerStory().With("a", "b").Reserve(Request(2_048, 100) with { Count = 6 });

        Assert.Equal(
            ["None", "None", "None", "None", "NoRoom", "NoRoom"],
            placements.Select(placement => placement.Refusal.ToString()));
    }

    [Fact]
    public void Reserve_AllOrNoneWithoutRoomForAll_HoldsNothing()
    {
        var story = new LedgerStory().With("a", "b");

        var placements = story.Reserve(Request(2_048, 100) with { Count = 5, AllOrNone = true });

        Assert.Equal(5, placements.Count);
        Assert.All(placements, placement => Assert.Equal(PlacementRefusal.NotAllFit, placement.Refusal));
        Assert.Equal((0, null), (story.Ledger.Pending, story.Ledger.NextDeadline));
        Assert.Equal(Resources.Zero, story.Node("a").Used);
    }

    [Fact]
    public void Reserve_EveryNodeDraining_SaysSo()
    {
        var story = new LedgerStory().With("a", "b");
        story.Ledger.Drain(new NodeId("a"));
        Assert.Equal("b", story.Place(Request(1, 1)));

        story.Ledger.Drain(new NodeId("b"));

        Assert.Equal("AllDraining", story.Place(Request(1, 1)));
    }

    [Fact]
    public void Reserve_NoNodeHealthy_SaysSoUntilOneIs()
    {
        var story = new LedgerStory().With("a");
        story.Ledger.SetHealth(new NodeId("a"), NodeHealth.Quarantined);
        Assert.Equal("NoneHealthy", story.Place(Request(1, 1)));

        story.Ledger.SetHealth(new NodeId("a"), NodeHealth.Healthy);

        Assert.Equal("a", story.Place(Request(1, 1)));
    }

    [Fact]
    public void Reserve_AsManyCreatesAsMayBe_RefusesUntilOneEnds()
    {
        var story = new LedgerStory(options: new() { CreatesPerNode = 1 }).With("a");
        var first = story.Reserve(100, 100);
        Assert.Equal("CreatesBound", story.Place(Request(1, 1)));
        Assert.Equal("NoRoom", story.Place(Request(4_096, 1)));

        story.Confirm(first, "s1");

        Assert.Equal("a", story.Place(Request(1, 1)));
    }

    [Fact]
    public void Reserve_TenantsKeptApart_AnothersNodeIsNoRoom()
    {
        var story = new LedgerStory(options: new() { KeepsTenantsApart = true }).With("a");
        Assert.Equal("a", story.Place(Request(1, 1) with { Tenant = "one" }));

        Assert.Equal("OtherTenants", story.Place(Request(1, 1) with { Tenant = "two" }));
        Assert.Equal("a", story.Place(Request(1, 1) with { Tenant = "one" }));
    }

    [Fact]
    public void Reserve_AsManySlotsAsMayLive_Refuses()
    {
        var story = new LedgerStory(options: new() { MaximumSlots = 1 }).With("a");
        story.Reserve(1, 1);

        Assert.Equal("SlotsBound", story.Place(Request(1, 1)));
    }

    [Theory]
    [InlineData(-1, 100, 1, "'f' needs -1 MB and 100 millicores; both must be from 0 to 2^30, and not both 0.")]
    [InlineData(
        double.NaN, 100, 1, "'f' needs NaN MB and 100 millicores; both must be from 0 to 2^30, and not both 0.")]
    [InlineData(0, 0, 1, "'f' needs 0 MB and 0 millicores; both must be from 0 to 2^30, and not both 0.")]
    [InlineData(1, 1, 0, "'f' asks for 0 slots at once; it must be from 1 to 10000.")]
    [InlineData(1, 1, 10_001, "'f' asks for 10001 slots at once; it must be from 1 to 10000.")]
    public void Reserve_CannotBeMeant_SaysWhatAndItsBound(double megabytes, double millicores, int count, string why)
    {
        var refused = Assert.Single(
            new LedgerStory().With("a").Reserve(Request(megabytes, millicores) with { Count = count }));

        Assert.Equal((PlacementRefusal.InvalidRequest, why), (refused.Refusal, refused.Why));
    }

    [Fact]
    public void Reserve_Batch_AnswersInTheOrderOfTheRequests()
    {
        // Largest first the 3,000 MB go first, and the 1,200 find no room beside them; as they come it is they that
        // fit.
        PlacementRequest[] batch = [Request(1_200, 1, "small"), Request(3_000, 1, "large")];

        Assert.Equal(["NoRoom", "None"], Answers("ffd"));
        Assert.Equal(["None", "NoRoom"], Answers("first-fit"));

        string[] Answers(string policy)
        {
            var placements = new List<Placement>();
            var story = new LedgerStory(policy).With("a");
            story.Ledger.Reserve(batch, T0, placements);
            return [.. placements.Select(placement => placement.Refusal.ToString())];
        }
    }

    [Fact]
    public void LastPlacements_AfterSome_SayWhereAndWhyNewestFirst()
    {
        var story = new LedgerStory().With("a");
        story.Reserve(1_024, 500);
        story.Reserve(4_096, 500);

        var last = story.Ledger.Snapshot().LastPlacements;

        Assert.Equal([PlacementRefusal.NoRoom, PlacementRefusal.None], last.Select(record => record.Refusal));
        Assert.Equal((new NodeId("a"), "best-fit", 1), (last[1].Node!.Value, last[1].Policy, last[1].Scored));

        // Left: memory (4,096 − 1,024) / 4,096 = 0.75, CPU (2,000 − 500) / 2,000 = 0.75.
        Assert.Equal(0.75, last[1].Score);
    }
}
