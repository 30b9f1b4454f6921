using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>What wishes are told that are no plain ones.</summary>
public sealed class PlacementAnswerTests
{
    [Fact]
    public async Task Place_SameTicketAgain_IsTheSamePlace()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        var first = await PlacementGrainTests.PlaceAsync(cluster, 0, null, PlacementGrainTests.Wish("t1"));
        var again = await PlacementGrainTests.PlaceAsync(cluster, 0, null, PlacementGrainTests.Wish("t1"));

        Assert.Equal(PlacementOutcome.Placed, first[0].Outcome);
        Assert.Equal(first[0], again[0]);
        Assert.Equal(1, (await cluster.Shard().GetStatus()).Starting);
    }

    [Fact]
    public async Task Place_NonsenseOrTooLarge_IsRefusedInASentence()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        var answers = await PlacementGrainTests.PlaceAsync(
            cluster,
            0,
            null,
            PlacementGrainTests.Wish("t1") with { Need = new RoomSize(double.NaN, 1) },
            PlacementGrainTests.Wish("t2") with { Need = new RoomSize(4_000, 1) });

        Assert.Equal(
            (WishRefusal.Invalid, WishRefusal.TooLarge), (answers[0].Refusal, answers[1].Refusal));
        Assert.All(answers, answer => Assert.EndsWith(".", answer.Why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Assign_LargerThanAnyNode_IsRefusedAtOnceNamingBothSizes()
    {
        await using var cluster = await new NodeCluster().With("n1").StartAsync();

        var reply = await cluster.Function().AssignAsync("r1", megabytes: 5_000);

        Assert.Equal((AssignOutcome.Rejected, Reason.PlatformRefused), (reply.Outcome, reply.Reason));
        Assert.Contains("5000", reply.Detail, StringComparison.Ordinal);
        Assert.Contains("3072", reply.Detail, StringComparison.Ordinal);
    }
}
