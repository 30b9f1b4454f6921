using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;
using static OrleansScaler.Scheduling.Tests.Nodes.LedgerStory;

namespace OrleansScaler.Scheduling.Tests.Nodes.Policies;

public sealed class PlacementPolicyTests
{
    /// <remarks>
    /// Free of 4,096 MB and 2,000 millicores: a 4,096 and 2,000; b 2,048 and 400; c 1,024 and 1,500; d 256 and 2,000.
    /// Left of 512 MB and 300 millicores, as shares: a 0.875 and 0.85; b 0.375 and 0.05; c 0.125 and 0.6; d no room.
    /// Squares: a 1.488; b 0.143; c 0.376. Products of need (0.125, 0.15) and free: a 0.275; b 0.0925; c 0.144.
    /// Left of 1,024 and 100: a 0.75, 0.95; b 0.25, 0.15; c 0, 0.7. Squares: b 0.085; c 0.49.
    /// Left of 64 and 600: a 0.984, 0.7; c 0.234, 0.45; d 0.047, 0.7. Squares: c 0.257; d 0.492.
    /// </remarks>
    [Theory]
    [InlineData("first-fit", 512, 300, "a")]
    [InlineData("best-fit", 512, 300, "b")]
    [InlineData("worst-fit", 512, 300, "a")]
    [InlineData("dot-product", 512, 300, "a")]
    [InlineData("l2", 512, 300, "b")]
    [InlineData("best-fit", 1_024, 100, "b")]
    [InlineData("l2", 1_024, 100, "b")]
    [InlineData("best-fit", 64, 600, "c")]
    [InlineData("l2", 64, 600, "c")]
    [InlineData("best-fit", 4_000, 100, "a")]
    [InlineData("ffd", 512, 300, "a")]
    [InlineData("equivalence-classes/l2", 512, 300, "b")]
    [InlineData("locality", 512, 300, "b")]
    [InlineData("learned-use", 512, 300, "b")]
    public void Place_FourNodes_TakesTheOneThatTheRuleSays(
        string policy, double megabytes, double millicores, string node)
    {
        var story = new LedgerStory(policy).With("d", "c", "b", "a")
            .Fill("b", 2_048, 1_600).Fill("c", 3_072, 500).Fill("d", 3_840, 0);

        Assert.Equal(node, story.Place(Request(megabytes, millicores)));
    }

    [Theory]
    [InlineData("first-fit")]
    [InlineData("best-fit")]
    [InlineData("worst-fit")]
    [InlineData("dot-product")]
    [InlineData("l2")]
    [InlineData("spread")]
    [InlineData("drain-aware")]
    [InlineData("scarce-fit")]
    [InlineData("locality")]
    [InlineData("learned-use")]
    [InlineData("equivalence-classes")]
    public void Place_EqualNodes_TakesTheLowestId(string policy)
    {
        Assert.Equal("a", new LedgerStory(policy).With("c", "a", "b").Place(Request(100, 100)));
    }

    /// <summary>
    /// Memory is the scarcer kind: 8,192 of 12,288 MB are used, 2,800 of 6,000 millicores. Best fit sees two nodes
    /// that it leaves 1,024 MB on; the one where the CPU beside them is nearly gone would strand that memory.
    /// </summary>
    [Theory]
    [InlineData("best-fit", "a")]
    [InlineData("scarce-fit", "b")]
    public void Place_MemoryIsScarcer_StrandsNoneWithoutCpuBesideIt(string policy, string node)
    {
        var story = new LedgerStory(policy).With("a", "b", "full");
        story.Fill("full", 4_096, 100).Fill("a", 2_048, 1_700).Fill("b", 2_048, 1_000);

        Assert.Equal(node, story.Place(LedgerStory.Request(1_024, 100)));
    }

    [Fact]
    public void Spread_FunctionOnSomeNodes_TakesTheOneWithFewestOfIt()
    {
        var story = new LedgerStory("spread").With("a", "b", "c").Fill("c", 3_000, 1_500);

        // c has least room, but none of f; after it a and b are equal again, then c, and all once more.
        Assert.Equal(
            ["a", "b", "c", "a", "b"],
            Enumerable.Range(0, 5).Select(_ => story.Place(Request(100, 100))));
    }

    [Fact]
    public void Spread_EquallyMany_TakesTheOneWithMostFreeByMeasuredUse()
    {
        var story = new LedgerStory("spread").With("a", "b").Fill("b", 2_000, 1_000);
        story.Ledger.SetMeasuredUse(new NodeId("a"), new Resources(1_000, 1_900));
        story.Ledger.SetMeasuredUse(new NodeId("b"), new Resources(1_000, 100));

        Assert.Equal("b", story.Place(Request(100, 100)));
    }

    [Fact]
    public void DrainAware_LivesForetold_TakesTheNodeThatItProlongsLeast()
    {
        var story = new LedgerStory("drain-aware").With("a", "b", "c");
        Stands("s1", "a", 2);
        Stands("s2", "b", 9);
        Stands("s3", "c", 30);

        // 5 min on a prolong it by 3; on b and c by none, and b has the lower id. 20 min fit only c.
        Assert.Equal("b", story.Place(Request(100, 100) with { ExpectedFor = TimeSpan.FromMinutes(5) }));
        Assert.Equal("c", story.Place(Request(100, 100) with { ExpectedFor = TimeSpan.FromMinutes(20) }));

        void Stands(string slot, string node, int minutes) => story.Ledger.Adopt(
            new SlotId(slot),
            new NodeId(node),
            Request(100, 100) with { ExpectedFor = TimeSpan.FromMinutes(minutes) },
            T0);
    }

    [Fact]
    public void DrainAware_NothingForetold_TakesTheNodeWithMostSlots()
    {
        var story = new LedgerStory("drain-aware").With("a", "b")
            .Fill("a", 2_000, 1_000).Fill("b", 100, 100).Fill("b", 100, 100);

        Assert.Equal("b", story.Place(Request(100, 100)));
    }

    [Fact]
    public void Locality_ImageOnAnEmptyNode_GoesThere()
    {
        var story = new LedgerStory("locality").With("a", "b").Fill("a", 2_000, 1_000);
        story.Ledger.AddImage(new NodeId("b"), "python");

        Assert.Equal("b", story.Place(Request(100, 100) with { Image = "python" }));
        Assert.Equal("a", story.Place(Request(100, 100) with { Image = "node" }));
        Assert.Equal("b", story.Place(Request(3_000, 100) with { Image = "node" }));
    }

    [Fact]
    public void Locality_OldestImageForgotten_IsNotThereAnyMore()
    {
        var story = new LedgerStory("locality", new() { ImagesPerNode = 1 }).With("a", "b");
        story.Ledger.AddImage(new NodeId("b"), "python");
        story.Ledger.AddImage(new NodeId("b"), "node");

        Assert.Equal("a", story.Place(Request(100, 100) with { Image = "python" }));
        Assert.Equal("b", story.Place(Request(100, 100) with { Image = "node" }));
    }

    [Fact]
    public void LearnedUse_UsesAQuarter_PacksFourTimesAsManyLessTheGuard()
    {
        // 1,024 MB declared, 256 used, deviation 32: n fit while 256 · n + 2 · 32 · √n ≤ 4,096: 15 (3,840 + 248), not
        // 16.
        var seen = new MeasuredNeed(new Resources(256, 100), new Resources(32 * 32, 0));
        var request = Request(1_024, 400) with { Measured = seen, Count = 16 };
        var options = new NodeLedgerOptions { CreatesPerNode = 100 };

        Assert.Equal(15, Placed("learned-use"));
        Assert.Equal(4, Placed("best-fit"));

        int Placed(string policy) =>
            new LedgerStory(policy, options).With("a").Reserve(request).Count(placement => placement.IsPlaced);
    }

    [Fact]
    public void LearnedUse_SeenToUseMoreThanDeclared_TakesWhatIsDeclared()
    {
        var seen = new MeasuredNeed(new Resources(900, 100), Resources.Zero);
        var story = new LedgerStory("learned-use").With("a");

        story.Reserve(Request(500, 400) with { Measured = seen });

        Assert.Equal(new Resources(500, 100), story.Node("a").Used);
    }

    [Fact]
    public void EquivalenceClasses_SameShapeAgain_SearchesOnce()
    {
        var story = new LedgerStory("equivalence-classes").With("a", "b", "c");
        Assert.Equal(["a", "b", "c"], Enumerable.Range(0, 3).Select(_ => story.Place(Request(100, 100))));

        var scored = story.Ledger.LastPlacements.Select(record => record.Scored);

        Assert.Equal([0, 0, 3], scored);
    }

    [Fact]
    public void EquivalenceClasses_RankedNodeChanged_IsPassedOver()
    {
        var story = new LedgerStory("equivalence-classes").With("a", "b", "c");
        story.Place(Request(100, 100));
        story.Ledger.Drain(new NodeId("b"));

        Assert.Equal("c", story.Place(Request(100, 100)));
    }

    [Fact]
    public void Use_AnotherPolicy_ChoosesFromThenOn()
    {
        var story = new LedgerStory("best-fit").With("a", "b").Fill("b", 2_000, 1_000);
        var placed = story.Reserve(100, 100);
        story.Ledger.Use(new OrleansScaler.Scheduling.Nodes.Policies.SpreadPolicy());
        story.Ledger.Cancel(placed.Reservation!.Id);

        Assert.Equal(["a", "b"], Enumerable.Range(0, 2).Select(_ => story.Place(Request(100, 100))));
    }
}
