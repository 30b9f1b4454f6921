using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Pools;
using static OrleansScaler.Scheduling.Tests.Nodes.Fleet.FleetStory;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

public sealed class WaitingTests
{
    [Fact]
    public void Ask_Room_IsPlacedAtOnce()
    {
        var story = new FleetStory(Configured).With("a");

        Assert.Equal(["Placed s1 on a"], story.Ask("s1", 1_024));
        Assert.Equal(0, story.Fleet.Waiting);
        Assert.Equal(ConfirmStatus.Confirmed, story.Confirm("s1"));
    }

    [Fact]
    public void Ask_SameTicketAgain_TakesNoFurtherRoom()
    {
        var story = new FleetStory(Configured).With("a");
        story.Ask("s1", 1_024);

        Assert.Equal(["Placed s1 on a"], story.Ask("s1", 1_024));
        story.Confirm("s1");
        Assert.Equal(["Placed s1 on a"], story.Ask("s1", 1_024));

        Assert.Equal(2_048, story.Node("a").Free.MemoryMegabytes);
        story.Ask("s2", 3_072);
        Assert.Empty(story.Ask("s2", 3_072));
        Assert.Equal(1, story.Fleet.Waiting);
    }

    [Fact]
    public void Ask_NoRoom_WaitsUntilASlotEnds()
    {
        var story = new FleetStory(Configured).With("a").Stand("s1", 3_072);

        story.Ask("s2", 1_024);

        Assert.Equal(["Placed s2 on a"], story.Release("s1"));
    }

    [Fact]
    public void Ask_CreateFails_TheNextIsPlaced()
    {
        var story = new FleetStory(Configured).With("a");
        story.Ask("s1", 3_072);
        story.Ask("s2", 3_072);

        var told = story.Do(
            commands => Assert.True(story.Fleet.Cancel(story.Placed["s1"].Id, story.Now, commands)));

        Assert.Equal(["Placed s2 on a"], told);
    }

    [Fact]
    public void Tick_DeadlinePassed_IsRefusedOnce()
    {
        var story = new FleetStory(Configured).With("a").Stand("s1", 3_072);
        story.Ask("s2", 1_024, seconds: 5);
        Assert.Equal(T0.AddSeconds(5), story.Fleet.NextDeadline);

        Assert.Equal(["Refused s2: DeadlinePassed"], story.Tick(5));
        Assert.Equal(
            "'f' needs 1024 MB and 0 millicores; there was no room for it until its deadline.", story.All[^1].Why);
        Assert.Empty(story.Release("s1"));
    }

    [Fact]
    public void Ask_DeadlinePassedAlready_IsRefusedThoughThereIsRoom()
    {
        var story = new FleetStory(Configured).With("a");

        Assert.Equal(["Refused s1: DeadlinePassed"], story.Ask("s1", 1, seconds: 0));
    }

    [Fact]
    public void Withdraw_Waiting_LeavesTheNextToBeServed()
    {
        var story = new FleetStory(Configured).With("a").Stand("s1", 2_048);
        story.Ask("large", 2_048);
        story.Ask("small", 1_024);

        var told = story.Do(
            commands => Assert.True(story.Fleet.Withdraw(new TicketId("large"), story.Now, commands)));

        Assert.Equal(["Placed small on a"], told);
        Assert.False(story.Fleet.Withdraw(new TicketId("large"), story.Now, []));
    }

    [Fact]
    public void Ask_LargerThanAnyNode_IsRefusedAtOnceNamingBothSizes()
    {
        var story = new FleetStory(Plain with { NodeShape = new Resources(3_072, 2_000) });
        story.Join("a", 1_024);

        Assert.Equal(["Refused s1: TooLarge"], story.Ask("s1", 4_096));
        Assert.Equal(
            "'f' needs 4096 MB and 0 millicores with its sidecar; the largest node here offers 1024 MB and 2000 "
            + "millicores; one that is ordered offers 3072 MB and 2000 millicores.",
            story.All[^1].Why);
    }

    [Fact]
    public void Ask_LargerThanNodesHereButOrderable_Waits()
    {
        var story = new FleetStory(Plain);
        story.Join("a", 1_024);

        Assert.Equal(["OrderNode 1"], story.Ask("s1", 2_048));
        Assert.Equal(["Placed s1 on b"], story.Fill(1, "b"));
    }

    [Fact]
    public void Ask_NoNodesYetAndNoneOrderable_Waits()
    {
        var story = new FleetStory(Configured);

        Assert.Empty(story.Ask("s1", 9_999));
        Assert.Equal(["Placed s1 on a"], story.Join("a", 10_000));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 0)]
    public void Ask_CannotBeMeant_IsRefused(double megabytes, int count)
    {
        var story = new FleetStory(Configured).With("a");
        var request = Request(megabytes) with { Count = count };

        var told = story.Do(commands => story.Fleet.Ask(
            new TicketId("s1"), request, T0.AddSeconds(30), T0, commands));

        Assert.Equal(["Refused s1: Invalid"], told);
        Assert.NotEmpty(story.All[^1].Why!);
    }

    [Fact]
    public void Ask_LineFull_IsRefusedAtOnce()
    {
        var story = new FleetStory(Configured with { MaximumWaiting = 1 }).With("a").Stand("s1", 3_072);
        story.Ask("s2", 1);

        Assert.Equal(["Refused s3: LineFull"], story.Ask("s3", 1));
    }

    [Fact]
    public void Confirm_AfterExpiry_IsUnknownSoThatTheSlotIsDestroyed()
    {
        var story = new FleetStory(Configured).With("a");
        story.Ask("s1", 3_072, seconds: 60);
        story.Ask("s2", 3_072, seconds: 60);

        Assert.Equal(["Placed s2 on a"], story.Tick(30));

        Assert.Equal(ConfirmStatus.UnknownReservation, story.Confirm("s1"));
        Assert.Equal(ConfirmStatus.Confirmed, story.Confirm("s2"));
    }

    [Fact]
    public void Release_Unknown_IsFalse()
    {
        var story = new FleetStory(Configured).With("a");

        Assert.False(story.Fleet.Release(new SlotId("s9"), T0, []));
        Assert.False(story.Fleet.Cancel(new ReservationId(9), T0, []));
        Assert.False(story.Fleet.Withdraw(new TicketId("s9"), T0, []));
    }

    [Fact]
    public void Ask_FunctionsWait_TakeTurnsByWhatTheyTook()
    {
        var story = new FleetStory(Configured).With("a").Stand("s1", 1_024).Stand("s2", 1_024).Stand("s3", 1_024);
        foreach (var ticket in new[] { "f1", "f2", "f3" })
        {
            story.Ask(ticket, 1_024, "f");
        }

        story.Ask("g1", 1_024, "g");

        // f and g start at 0 and f has the lower key; after f1, f starts at a third.
        Assert.Equal(["Placed f1 on a"], story.Release("s1"));
        Assert.Equal(["Placed g1 on a"], story.Release("s2"));
        Assert.Equal(["Placed f2 on a"], story.Release("s3"));
    }

    [Fact]
    public void Ask_ABurstAndOneOther_TheOtherIsAmongTheFirst()
    {
        var story = new FleetStory(Configured).With("a");

        var told = story.Ask(("f1", 1_024, "f"), ("f2", 1_024, "f"), ("f3", 1_024, "f"), ("g1", 1_024, "g"));

        Assert.Equal(["Placed f1 on a", "Placed g1 on a", "Placed f2 on a"], told[..3]);
    }

    [Fact]
    public void Ask_SortingPolicy_LargeOnesOfABatchFirst()
    {
        var story = new FleetStory(Configured, policy: "ffd").With("a");

        var told = story.Ask(("s1", 1_024, "f"), ("s2", 2_048, "g"), ("s3", 1_024, "h"));

        Assert.Equal(["Placed s2 on a", "Placed s1 on a"], told[..2]);
    }

    [Fact]
    public void Ask_SmallOnesPassALargeOne_OnlySoOften()
    {
        var story = new FleetStory(Configured with { MaximumBypass = 4 }).With("a", "b");
        story.Stand("a1", 3_072).Stand("b1", 1_024).Stand("b2", 1_024).Stand("b3", 1_024);
        story.Ask("large", 3_072, "g", seconds: 300);

        // Small ones come as fast as small ones end: without a bound the large one would wait for ever.
        for (var i = 0; i < 4; i++)
        {
            story.Release($"b{(i % 3) + 1}");
            story.Stand($"b{(i % 3) + 1}", 1_024);
        }

        story.Release("b1");
        Assert.Empty(story.Ask("late", 1_024));
        Assert.True(story.Node("b").IsSetAside);
        story.Release("b2");
        Assert.Equal(["Placed large on b"], story.Release("b3"));
        Assert.False(story.Node("b").IsSetAside);
        Assert.Equal(["Placed late on a"], story.Release("a1"));
    }

    [Fact]
    public void Ask_RoomIsKept_EndsWithTheWish()
    {
        var story = new FleetStory(Configured with { MaximumBypass = 1 }).With("a").Stand("a1", 2_048);
        story.Ask("large", 3_072, "g", seconds: 9);
        story.Stand("s1", 512);
        Assert.True(story.Node("a").IsSetAside);
        story.Ask("s2", 512);

        Assert.Equal(["Refused large: DeadlinePassed", "Placed s2 on a"], story.Tick(9));
    }

    [Fact]
    public void Close_Waiting_IsRefusedAndNobodyIsTakenAfter()
    {
        var story = new FleetStory(Plain);
        story.Ask("s1", 1_024);

        Assert.Equal(["Refused s1: Closed"], story.Do(commands => story.Fleet.Close(T0, commands)));
        Assert.Equal(["Refused s2: Closed"], story.Ask("s2", 1_024));
        Assert.Equal(["ReleaseNode a"], story.Fill(1, "a"));
    }
}
