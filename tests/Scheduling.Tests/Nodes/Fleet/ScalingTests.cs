using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using static OrleansScaler.Scheduling.Tests.Nodes.Fleet.FleetStory;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

public sealed class ScalingTests
{
    [Fact]
    public void Tick_NobodyCalls_TheMinimumIsOrdered()
    {
        var story = new FleetStory(new NodeFleetOptions { MinimumNodes = 2 });

        Assert.Equal(["OrderNode 1", "OrderNode 2"], story.Tick(0));
        Assert.Empty(story.Fill(1, "a"));
        Assert.Empty(story.Fill(2, "b"));
        Assert.Null(story.Fleet.NextDeadline - story.Now < TimeSpan.FromSeconds(60) ? "soon" : null);
    }

    [Fact]
    public void OrderFailed_Exhausted_OrdersAgainAfterGrowingPausesAndWaitersStay()
    {
        var story = new FleetStory(Plain);
        story.Ask("s1", 1_024, seconds: 100);

        var pauses = new List<double>();
        for (var order = 1; order <= 7; order++)
        {
            Assert.DoesNotContain(story.Exhaust(order), IsOrder);
            var pause = story.Fleet.Snapshot().OrdersAgainAt!.Value - story.Now;
            Assert.DoesNotContain(story.Tick(pause.TotalSeconds - 0.001), IsOrder);
            Assert.Single(story.Tick(0.001), IsOrder);
            pauses.Add(pause.TotalSeconds);
        }

        Assert.Equal([0.5, 1, 2, 4, 8, 15, 15], pauses);
        Assert.Equal(1, story.Fleet.Waiting);
    }

    [Fact]
    public void OrderFailed_ManyOfOneWave_IsOneFailure()
    {
        var story = new FleetStory(Plain);
        story.Ask([.. Enumerable.Range(0, 5).Select(i => ($"s{i}", 3_072.0, "f"))]);
        for (var order = 1; order <= 5; order++)
        {
            story.Exhaust(order);
        }

        Assert.Equal(story.Now.AddSeconds(0.5), story.Fleet.Snapshot().OrdersAgainAt);
    }

    [Fact]
    public void Ask_OpeningSeconds_NoMoreThanAreReady()
    {
        var story = new FleetStory(Plain);

        var told = story.Ask([.. Enumerable.Range(0, 15).Select(i => ($"s{i}", 3_072.0, "f"))]);
        Assert.Equal(10, told.Count(IsOrder));

        for (var order = 1; order <= 10; order++)
        {
            story.Fill(order, $"n{order}");
            story.Confirm($"s{order - 1}");
        }

        story.Now = story.Now.AddSeconds(29);
        story.Ask("more", 3_072, seconds: 60);
        Assert.Equal(10, story.All.Count(command => command.Kind == FleetCommandKind.OrderNode));

        // Those of the burst have waited 30 s and are refused; the last one gets its node.
        Assert.Single(story.Tick(1), IsOrder);
    }

    [Fact]
    public void Ask_AtTheCap_OrdersNoMore()
    {
        var story = new FleetStory(Plain with { MaximumNodes = 2 });

        var told = story.Ask([.. Enumerable.Range(0, 5).Select(i => ($"s{i}", 3_072.0, "f"))]);

        Assert.Equal(["OrderNode 1", "OrderNode 2"], told);
    }

    [Fact]
    public void OrderFilled_SameNodeTwice_TheOrderHasFailedAndTheFaultIsNoted()
    {
        var story = new FleetStory(Plain);
        story.Ask(("s1", 3_072, "f"), ("s2", 3_072, "f"));
        story.Fill(1, "a");

        var result = default(JoinResult);
        story.Do(commands => result = story.Fleet.OrderFilled(
            new OrderId(2), new NodeSpec(new NodeId("a"), new Resources(3_072, 2_000)), story.Now, commands));

        Assert.Equal(JoinStatus.AlreadyHere, result.Status);
        var told = story.Fleet.Snapshot();
        Assert.Equal((1, 0, 1), (told.ManagerFaults, told.Orders, told.Waiting));
        Assert.Equal(["OrderNode 3"], story.Tick(0.5));
    }

    [Fact]
    public void OrderFilled_NodeInUseIsOfferedWithNegativeMemory_StaysInUse()
    {
        var story = new FleetStory(Plain);
        story.Ask(("s1", 3_072, "f"), ("s2", 3_072, "f"));
        story.Fill(1, "a");

        Assert.DoesNotContain("ReleaseNode a", story.Fill(2, "a", -1));
        Assert.Equal(3_072, story.Node("a").Used.MemoryMegabytes);
    }

    [Fact]
    public void OrderFilled_NegativeMemory_GoesBackAndTheOrderHasFailed()
    {
        var story = new FleetStory(Plain);
        story.Ask("s1", 1_024);

        Assert.Contains("ReleaseNode a", story.Fill(1, "a", -1));
        Assert.Null(story.Node("a"));
        Assert.Equal(1, story.Fleet.Snapshot().ManagerFaults);
    }

    [Fact]
    public void OrderFilled_AfterItWasGivenUp_IsTaken()
    {
        var story = new FleetStory(Plain);
        story.Ask("s1", 1_024, seconds: 300);
        Assert.DoesNotContain(story.Tick(120), IsOrder);

        Assert.Equal(["Placed s1 on a"], story.Fill(1, "a"));
    }

    [Fact]
    public void Release_NodeEmptyForAMinute_IsGivenBack()
    {
        var story = new FleetStory(Plain);
        story.Ask("s1", 1_024);
        story.Fill(1, "a");
        story.Confirm("s1");
        story.Release("s1");

        Assert.Equal(T0.AddSeconds(60), story.Fleet.NextDeadline);
        Assert.Empty(story.Tick(59.999));
        Assert.Equal(["ReleaseNode a"], story.Tick(0.001));
        story.Do(commands => story.Fleet.NodeReleased(new NodeId("a"), story.Now, commands));
        Assert.Empty(story.Fleet.Snapshot().Leaving);
        Assert.Null(story.Fleet.NextDeadline - story.Now < TimeSpan.Zero ? "past" : null);
    }

    [Fact]
    public void Release_UsedBetween_TheMinuteBeginsAnew()
    {
        var story = new FleetStory(Plain);
        story.Ask("s1", 1_024);
        story.Fill(1, "a");
        story.Confirm("s1");
        story.Release("s1");
        story.Now = story.Now.AddSeconds(40);
        story.Stand("s2", 1_024);
        story.Release("s2");

        Assert.Empty(story.Tick(59));
        Assert.Equal(["ReleaseNode a"], story.Tick(1));
    }

    [Fact]
    public void Release_MinimumNodes_Stay()
    {
        var story = new FleetStory(Plain with { MinimumNodes = 1 });
        story.Ask(("s1", 3_072, "f"), ("s2", 3_072, "f"));
        story.Fill(1, "a");
        story.Fill(2, "b");
        foreach (var slot in new[] { "s1", "s2" })
        {
            story.Confirm(slot);
            story.Release(slot);
        }

        Assert.Equal(["ReleaseNode a"], story.Tick(60));
        Assert.Empty(story.Tick(600));
    }

    [Fact]
    public void Release_HeadroomWouldNotHold_StaysUntilItDoes()
    {
        // Half of what is used is to be free: 3,072 MB used on a ask for 1,536 MB, which b has.
        var story = new FleetStory(Plain with { HeadroomFraction = 0.5 });
        Assert.Equal(["OrderNode 1", "OrderNode 2"], story.Ask("s1", 3_072));
        story.Fill(1, "a");
        story.Fill(2, "b");
        story.Confirm("s1");
        Assert.Empty(story.Tick(120));

        story.Release("s1");
        Assert.Contains("ReleaseNode b", story.Tick(1));
    }

    [Fact]
    public void ReleaseFailed_IsTriedAgainAndThenGivenUp()
    {
        var story = new FleetStory(Plain with { MaximumReleaseTries = 3 });
        story.Join("a", origin: NodeOrigin.Ordered);
        Assert.Equal(["ReleaseNode a"], story.Tick(60));

        foreach (var pause in new[] { 0.5, 1 })
        {
            story.Do(commands => story.Fleet.ReleaseFailed(new NodeId("a"), story.Now, commands));
            Assert.Equal(story.Now.AddSeconds(pause), story.Fleet.NextDeadline);
            Assert.Equal(["ReleaseNode a"], story.Tick(pause));
        }

        story.Do(commands => story.Fleet.ReleaseFailed(new NodeId("a"), story.Now, commands));
        Assert.Null(story.Fleet.NextDeadline);
        Assert.Empty(story.Fleet.Snapshot().Leaving);
    }

    [Fact]
    public void Drain_BorrowedNode_IsGivenBackAsSoonAsItIsEmpty()
    {
        var story = new FleetStory(Plain);
        story.Join("a", origin: NodeOrigin.Ordered);
        story.Stand("s1", 1_024);

        story.Do(commands => Assert.Equal(
            NodeChange.Changed, story.Fleet.Drain(new NodeId("a"), true, story.Now, commands)));

        Assert.Equal(["ReleaseNode a"], story.Release("s1"));
        Assert.Equal(NodeChange.UnknownNode, story.Fleet.Drain(new NodeId("a"), true, story.Now, []));
    }

    [Fact]
    public void Tick_ConfiguredNodeEmpty_IsNeverGivenBack()
    {
        var story = new FleetStory(Plain).With("a");

        Assert.Empty(story.Tick(3_600));
        Assert.Null(story.Fleet.NextDeadline);
    }

    [Fact]
    public void Ask_AtTheCap_RoomIsSoughtOnceUntilAnswered()
    {
        var story = new FleetStory(Plain with { MaximumNodes = 1 }).With("a").Stand("s1", 2_048, "g");

        Assert.Equal(["SeekRoom 1 × 2048 MB and 0 millicores for f"], story.Ask("s2", 2_048));
        Assert.Empty(story.Ask("s3", 2_048));
        Assert.Empty(story.Tick(5));

        Assert.Empty(story.Do(commands => story.Fleet.RoomMade(0, story.Now, commands)));
        Assert.Equal(story.Now.AddSeconds(0.25), story.Fleet.NextDeadline);
        Assert.Equal(["SeekRoom 2 × 2048 MB and 0 millicores for f"], story.Tick(0.25));

        story.Do(commands => story.Fleet.RoomMade(1, story.Now, commands));
        Assert.Contains("Placed s2 on a", story.Release("s1"));
    }

    [Fact]
    public void Ask_RoomWasSoughtAndNobodyAnswers_ItIsSoughtAgain()
    {
        var story = new FleetStory(Configured).With("a").Stand("s1", 2_048, "g");
        Assert.Single(story.Ask("s2", 2_048));

        Assert.Empty(story.Tick(10));
        Assert.Equal(story.Now.AddSeconds(0.25), story.Fleet.NextDeadline);
        Assert.Single(story.Tick(0.25));
    }

    [Fact]
    public void Ask_RoomMayBeOrdered_NoneIsSought()
    {
        var story = new FleetStory(Plain).With("a").Stand("s1", 2_048, "g");

        Assert.Equal(["OrderNode 1"], story.Ask("s2", 2_048));
    }

    [Fact]
    public void Ask_OnlyCreatesAreInTheWay_NoNodeIsOrderedAndNoRoomSought()
    {
        var story = new FleetStory(Plain, new NodeLedgerOptions { CreatesPerNode = 1 }).With("a");
        story.Ask("s1", 512);

        Assert.Empty(story.Ask("s2", 512));
        story.Confirm("s1", out var told);
        Assert.Equal(["Placed s2 on a"], told);
    }

    [Fact]
    public void Consolidate_FitsElsewhere_IsMovedAndTheNodeGivenBack()
    {
        var story = new FleetStory(Plain with { Consolidates = true });
        story.Join("a", origin: NodeOrigin.Ordered);
        story.Stand("a1", 2_048).Stand("a2", 1_024);
        story.Join("b", origin: NodeOrigin.Ordered);
        story.Stand("b1", 512, "g");
        story.Release("a2");

        Assert.Equal(["MoveAway of g on b: b1"], story.Tick(30));
        Assert.Equal(["Placed g2 on a"], story.Ask("g2", 512, "g"));
        story.Confirm("g2");
        Assert.Equal(["ReleaseNode b"], story.Release("b1"));
    }

    [Fact]
    public void Consolidate_SomebodyWaits_TheNodeIsUsedAgain()
    {
        var story = new FleetStory(Plain with { Consolidates = true });
        story.Join("a", origin: NodeOrigin.Ordered);
        story.Stand("a1", 2_048).Stand("a2", 1_024);
        story.Join("b", origin: NodeOrigin.Ordered);
        story.Stand("b1", 1_024, "g");
        story.Release("a2");
        Assert.Single(story.Tick(30));

        Assert.Equal(["Placed s3 on b"], story.Ask("s3", 2_048));
        Assert.False(story.Node("b").IsDraining);
    }

    [Fact]
    public void Consolidate_Off_NothingMoves()
    {
        var story = new FleetStory(Plain);
        story.Join("a", origin: NodeOrigin.Ordered);
        story.Join("b", origin: NodeOrigin.Ordered);
        story.Stand("a1", 512);

        Assert.DoesNotContain(story.Tick(300), told => told.StartsWith("Move", StringComparison.Ordinal));
    }

    [Fact]
    public void Lose_WithSlots_EachFunctionIsToldAndABorrowedNodeGivenBack()
    {
        var story = new FleetStory(Plain);
        story.Join("a", origin: NodeOrigin.Ordered);
        story.Stand("g1", 512, "g").Stand("f1", 512).Stand("f2", 512);
        story.Ask("f3", 512);

        var told = story.Do(commands => story.Fleet.Lose(new NodeId("a"), story.Now, commands));

        Assert.Equal(["SlotsLost of f on a: f1, f2", "SlotsLost of g on a: g1", "ReleaseNode a"], told);
        Assert.Equal([story.Placed["f3"].Id], story.All[^3].Reservations);
        Assert.Equal(ConfirmStatus.UnknownReservation, story.Confirm("f3"));
        Assert.Equal(new FunctionKey("f"), story.All[^3].Function);
    }

    private static bool IsOrder(string told) => told.StartsWith("OrderNode", StringComparison.Ordinal);
}
