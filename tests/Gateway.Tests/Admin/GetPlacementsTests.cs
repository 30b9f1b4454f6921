using Grpc.Core;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Testing.Polling;
using static OrleansScaler.Gateway.Tests.Admin.ShardStories;
using WeighedRefusal = OrleansScaler.Scheduling.Nodes.Placements.PlacementRefusal;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>What is told of placements.</summary>
public sealed class GetPlacementsTests
{
    [Fact]
    public async Task GetPlacements_Placed_TellsWhereAndWhy()
    {
        await using var host = await AdminHost.StartAsync(Deciding(0), Deciding(1, Placed("f", TimeSpan.Zero)));

        var reply = await AskAsync(host);

        var expected = new PlacementRecord
        {
            Shard = 1,
            DecidedAtUnixMs = T0.ToUnixTimeMilliseconds(),
            FunctionKey = "f",
            Need = new Amount { MemoryMegabytes = 512, CpuMillicores = 333 },
            NodeId = "n1",
            Policy = "best-fit",
            Score = 0.25,
            NodesScored = 7,
        };
        Assert.Equal(expected, Assert.Single(reply.Placements));
    }

    [Theory]
    [InlineData(WeighedRefusal.NoNodes, PlacementRefusal.NoNodes)]
    [InlineData(WeighedRefusal.TooLargeForAnyNode, PlacementRefusal.TooLargeForAnyNode)]
    [InlineData(WeighedRefusal.AllDraining, PlacementRefusal.AllDraining)]
    [InlineData(WeighedRefusal.NoneHealthy, PlacementRefusal.NoneHealthy)]
    [InlineData(WeighedRefusal.NoRoom, PlacementRefusal.NoRoom)]
    [InlineData(WeighedRefusal.CreatesBound, PlacementRefusal.CreatesBound)]
    [InlineData(WeighedRefusal.OtherTenants, PlacementRefusal.OtherTenants)]
    [InlineData(WeighedRefusal.SlotsBound, PlacementRefusal.SlotsBound)]
    [InlineData(WeighedRefusal.NotAllFit, PlacementRefusal.NotAllFit)]
    [InlineData(WeighedRefusal.InvalidRequest, PlacementRefusal.InvalidRequest)]
    public async Task GetPlacements_Refused_TellsWhyAndNoNode(WeighedRefusal refusal, PlacementRefusal expected)
    {
        await using var host = await AdminHost.StartAsync(Deciding(0, Refused("f", refusal)));

        var placement = Assert.Single((await AskAsync(host)).Placements);

        Assert.Equal((expected, ""), (placement.Refusal, placement.NodeId));
    }

    [Fact]
    public async Task GetPlacements_SeveralShards_NewestFirstAndSumsOfThoseWhoWait()
    {
        await using var host = await AdminHost.StartAsync(
            Deciding(0, Placed("d", TimeSpan.FromSeconds(4)), Placed("a", TimeSpan.FromSeconds(1))),
            Deciding(1, Placed("c", TimeSpan.FromSeconds(3)), Placed("b", TimeSpan.FromSeconds(2))));

        var reply = await AskAsync(host);

        Assert.Equal(["d", "c", "b", "a"], reply.Placements.Select(placement => placement.FunctionKey));
        Assert.Equal((4, 2), (reply.WaitingWishes, reply.OrdersUnderWay));
    }

    [Fact]
    public async Task GetPlacements_LimitGiven_TellsTheNewestOnly()
    {
        await using var host = await AdminHost.StartAsync(
            Deciding(0, Placed("b", TimeSpan.FromSeconds(2)), Placed("a", TimeSpan.FromSeconds(1))));

        Assert.Equal("b", Assert.Single((await AskAsync(host, limit: 1)).Placements).FunctionKey);
    }

    [Fact]
    public async Task GetPlacements_LimitBelowZero_IsInvalid()
    {
        await using var host = await AdminHost.StartAsync(Deciding(0));

        var error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(host, limit: -1));

        Assert.Equal(
            (StatusCode.InvalidArgument, "limit is -1; it must be from 0 to 1000."),
            (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task GetPlacements_AShardFails_IsNamed()
    {
        var broken = new FakeShard { Broken = new TimeoutException() };
        await using var host = await AdminHost.StartAsync(broken, Deciding(1, Placed("f", TimeSpan.Zero)));

        var reply = await AskAsync(host);

        Assert.Equal(0, Assert.Single(reply.Problems).Shard);
        Assert.Equal("f", Assert.Single(reply.Placements).FunctionKey);
    }

    private static Task<GetPlacementsReply> AskAsync(AdminHost host, int limit = 0) =>
        host.Admin.GetPlacementsAsync(new GetPlacementsRequest { Limit = limit }).ResponseAsync.EndsAsync();
}
