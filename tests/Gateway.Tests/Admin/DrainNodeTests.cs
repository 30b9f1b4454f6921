using Grpc.Core;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Testing.Polling;
using static OrleansScaler.Gateway.Tests.Admin.ShardStories;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>Taking nodes out of placement.</summary>
public sealed class DrainNodeTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task DrainNode_KnownNode_TellsItsShardAndWhetherItChanged(bool drain, bool changed)
    {
        var shard = Shard(1, Node("n1"));
        await using var host = await AdminHost.StartAsync(Shard(0), shard);

        var reply = await AskAsync(host, "n1", drain);

        Assert.Equal(new DrainNodeReply { Shard = 1, Changed = changed }, reply);
        Assert.Equal($"drain n1 {drain}", Assert.Single(shard.Calls));
    }

    [Fact]
    public async Task DrainNode_UnknownNode_IsNotFound()
    {
        await using var host = await AdminHost.StartAsync(Shard(0), Shard(1));

        var error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(host, "n9", drain: true));

        Assert.Equal((StatusCode.NotFound, "There is no node 'n9'."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task DrainNode_PerhapsInAShardThatFails_IsUnavailableAndNamesIt()
    {
        await using var host = await AdminHost.StartAsync(
            Shard(0), new FakeShard { Broken = new InvalidOperationException("gone") });

        var error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(host, "n9", drain: true));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("Shard 1 cannot be asked now: gone", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DrainNode_NoName_IsInvalid()
    {
        await using var host = await AdminHost.StartAsync(Shard(0));

        var error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(host, "", drain: true));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    private static Task<DrainNodeReply> AskAsync(AdminHost host, string nodeId, bool drain) =>
        host.Admin.DrainNodeAsync(new DrainNodeRequest { NodeId = nodeId, Drain = drain }).ResponseAsync.EndsAsync();
}
