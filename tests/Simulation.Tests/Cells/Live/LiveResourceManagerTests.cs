using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

public sealed class LiveResourceManagerTests
{
    [Fact]
    public async Task ReserveNode_Ready_TellsWhereItsServiceListens()
    {
        await using var cell = await TestCell.StartAsync();

        var (one, other) = (await cell.ReserveAsync(), await cell.ReserveAsync());

        Assert.Equal(("node-01", "node-02"), (one.Id, other.Id));
        Assert.Equal(("127.0.0.1", 3_072L << 20), (one.Address, one.MemoryInBytes));
        Assert.NotEqual(one.NodeServicePort, other.NodeServicePort);
        Assert.InRange(
            one.ReservedTimeTimestampMs,
            cell.Time.Start.ToUnixTimeMilliseconds(),
            cell.Time.Start.AddMilliseconds(8).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task ReserveNode_NoneReady_IsExhaustedAtOnceAndComesBackIn15Seconds()
    {
        await using var cell = await TestCell.StartAsync();
        for (var node = 0; node < 10; node++)
        {
            await cell.ReserveAsync();
        }

        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await cell.Manager.ReserveNodeAsync(new ReserveNodeRequest()));
        cell.Time.Advance(TimeSpan.FromSeconds(15));
        var next = await cell.ReserveAsync();

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal("node-11", next.Id);
    }

    [Fact]
    public async Task GetNodesUsage_AfterARelease_TellsOfTheOthers()
    {
        await using var cell = await TestCell.StartAsync();
        var (one, other) = (await cell.ReserveAsync(), await cell.ReserveAsync());

        await cell.Manager.ReleaseNodeAsync(new ReleaseNodeRequest { Id = one.Id });
        var usage = await cell.Manager.GetNodesUsageAsync(new GetNodesUsageRequest());

        Assert.Equal(other, Assert.Single(usage.Nodes));
    }

    [Fact]
    public async Task ReleaseNode_NotLent_IsNotFound()
    {
        await using var cell = await TestCell.StartAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await cell.Manager.ReleaseNodeAsync(new ReleaseNodeRequest { Id = "node-07" }));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        Assert.Contains("'node-07'", refused.Status.Detail, StringComparison.Ordinal);
    }
}
