using System.Globalization;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

/// <summary>What must hold after every event, whatever the events. A failure names its seed.</summary>
public sealed class FleetPropertyTests
{
    private const int Events = 600;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyEvents_InvariantsHoldAfterEachAndEveryWishHasOneAnswer(int seed)
    {
        var world = new RandomFleet(seed);
        for (var i = 0; i < Events; i++)
        {
            world.Step();
            Assert.True(world.Violations.Count == 0, $"seed {seed}, event {i}: {string.Join("; ", world.Violations)}");
        }

        world.LetAllEnd();
        Assert.True(world.Violations.Count == 0, $"seed {seed}, at the end: {string.Join("; ", world.Violations)}");
        Assert.True(world.Unanswered == 0, $"seed {seed}: {world.Unanswered} wishes have no answer");
        Assert.True(world.Answered > Events / 4, $"seed {seed}: only {world.Answered} wishes were answered");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(19)]
    public void SameEvents_SameCommands(int seed)
    {
        var (one, other) = (new RandomFleet(seed), new RandomFleet(seed));
        for (var i = 0; i < Events; i++)
        {
            one.Step();
            other.Step();
        }

        Assert.NotEmpty(one.Log);
        Assert.Equal(one.Log, other.Log);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ABurst_OrdersNoMoreThanAnEagerPackingNeeds(int seed)
    {
        var random = new Random(seed);
        var story = new FleetStory(FleetStory.Plain with { MaximumNodes = 1_000, OpeningNodes = 1_000 });
        var sizes = Enumerable.Range(0, random.Next(1, 120)).Select(_ => (double)random.Next(1, 24) * 128).ToArray();
        for (var i = 0; i < sizes.Length; i++)
        {
            story.Ask(i.ToString(CultureInfo.InvariantCulture), sizes[i], $"f{i % 5}");
        }

        // First-fit never leaves two nodes that would fit on one: it needs fewer than twice the sum, and one more.
        var bound = Math.Ceiling(2 * sizes.Sum() / 3_072);
        Assert.True(story.Fleet.OrdersUnderWay <= bound, $"seed {seed}: {story.Fleet.OrdersUnderWay} of {bound}");
        for (var order = 1; story.Fleet.Waiting > 0; order++)
        {
            story.Fill(order, $"n{order:D4}");
        }

        // All that was ordered is used, but for a node that best-fit packs tighter than the estimate did.
        Assert.InRange(story.Fleet.OrdersUnderWay, 0, 2);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AlwaysSmallOnes_ALargeOneIsPlacedWithinTheBypassBound(int seed)
    {
        var random = new Random(seed);
        const int bypass = 16;
        var story = new FleetStory(FleetStory.Configured with { MaximumBypass = bypass }).With("a", "b", "c");
        var standing = new List<string>();
        for (var i = 0; story.Fleet.Waiting < 4; i++)
        {
            Add($"s{i}", random.Next(2, 9) * 128, "small");
        }

        story.Ask("large", 3_072, "large", seconds: 1e6);
        var passed = 0;
        for (var i = 1_000; !story.Placed.ContainsKey("large"); i++)
        {
            var ended = standing[random.Next(standing.Count)];
            standing.Remove(ended);
            var before = story.Placed.Count;
            story.Release(ended);
            Add($"s{i}", random.Next(2, 9) * 128, "small");
            foreach (var slot in story.Placed.Keys.Where(slot => slot != "large" && !standing.Contains(slot)).ToArray())
            {
                if (story.Fleet.Ledger.Find(new Scheduling.Pools.SlotId(slot)) is null
                    && story.Fleet.Tickets.Find(story.Placed[slot].Id) is not null)
                {
                    story.Confirm(slot);
                    standing.Add(slot);
                }
            }

            passed += story.Placed.Count - before;

            // The bound, and then what is placed on the two others while the third empties: it holds at most 24 slots.
            Assert.True(passed < bypass + 2_000, $"seed {seed}: {passed} small ones have passed the large one");
        }

        void Add(string slot, double megabytes, string function)
        {
            story.Ask(slot, megabytes, function, seconds: 1e6);
            if (story.Placed.ContainsKey(slot))
            {
                story.Confirm(slot);
                standing.Add(slot);
            }
        }
    }

    [Fact]
    public void ManyFunctionsWaitForOneNode_EachGetsItsTurn()
    {
        // One function has 200 wishes in line, nine have 20 each: after 90 turns each had nine.
        var story = new FleetStory(FleetStory.Configured).With("a").Stand("first", 3_072, "first");
        for (var i = 0; i < 200; i++)
        {
            story.Ask($"greedy-{i}", 3_072, "greedy", seconds: 1e6);
        }

        for (var i = 0; i < 180; i++)
        {
            story.Ask($"other-{i}", 3_072, $"modest-{i % 9}", seconds: 1e6);
        }

        var turns = new List<FunctionKey>();
        var slot = "first";
        for (var i = 0; i < 90; i++)
        {
            story.Release(slot);
            slot = story.All[^1].Kind == Scheduling.Nodes.Fleet.FleetCommandKind.Placed
                ? story.All[^1].Ticket.Value
                : story.All[^2].Ticket.Value;
            story.Confirm(slot);
            turns.Add(story.Placed[slot].Function);
        }

        Assert.All(turns.GroupBy(function => function), function => Assert.Equal(9, function.Count()));
        Assert.Equal(PlacementRefusal.None, story.All[^1].Placement.Refusal);
    }
}
