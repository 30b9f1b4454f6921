using Grpc.Core;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Admin;

/// <summary>Nodes that join by themselves.</summary>
public sealed class NodeRegistryTests
{
    private readonly FakeShard _shard = new();

    [Fact]
    public async Task Register_GoodNode_PassesAllOnAndGivesALease()
    {
        await using var host = await AdminHost.StartAsync(_shard);

        var reply = await RegisterAsync(host, Offer());

        var node = Assert.Single(_shard.Registrations);
        Assert.Equal(("edge-7", "10.0.0.7", 30_000), (node.NodeId, node.Address, node.Port));
        Assert.Equal((new RoomSize(4_096, 2_000), new RoomSize(96, 50)), (node.Offers, node.AgentOverhead));
        Assert.Equal("f g", string.Join(' ', node.Images));
        Assert.Equal((TimeSpan.FromSeconds(9), 9_000L), (node.Lease, reply.LeaseDurationMs));
        Assert.NotEqual("", reply.LeaseId);
    }

    [Fact]
    public async Task Register_ManyNodes_SpreadOverShardsAndEachFindsItsShardAgain()
    {
        FakeShard[] shards = [new(), new(), new()];
        await using var host = await AdminHost.StartAsync(shards);

        for (var n = 0; n < 60; n++)
        {
            var offer = Offer();
            offer.NodeId = $"node/{n}";
            var lease = await RegisterAsync(host, offer);
            await host.Registry.RenewAsync(new RenewRequest { LeaseId = lease.LeaseId }).ResponseAsync.EndsAsync();
        }

        Assert.All(shards, shard => Assert.InRange(shard.Registrations.Count, 8, 40));
        Assert.All(shards, shard => Assert.Equal(
            shard.Registrations.Select(node => $"renew {node.NodeId} 42 9 s"), shard.Calls));
    }

    [Fact]
    public async Task Register_TheSameAgain_GivesTheSameLease()
    {
        await using var host = await AdminHost.StartAsync(_shard);
        var first = await RegisterAsync(host, Offer());
        _shard.Registered = new RegistrationReply(JoinStatus.AlreadyHere, Registration: 42);

        Assert.Equal(first, await RegisterAsync(host, Offer()));
    }

    [Theory]
    [InlineData(JoinStatus.AlreadyHere, StatusCode.AlreadyExists)]
    [InlineData(JoinStatus.Invalid, StatusCode.InvalidArgument)]
    [InlineData(JoinStatus.TooManyNodes, StatusCode.ResourceExhausted)]
    public async Task Register_TheShardRefuses_TellsItsSentence(JoinStatus status, StatusCode expected)
    {
        _shard.Registered = new RegistrationReply(status, "Not this one.");
        await using var host = await AdminHost.StartAsync(_shard);

        var error = await Assert.ThrowsAsync<RpcException>(() => RegisterAsync(host, Offer()));

        Assert.Equal((expected, "Not this one."), (error.StatusCode, error.Status.Detail));
    }

    [Theory]
    [InlineData("node_id", "", "node_id is empty")]
    [InlineData("address", "", "address is empty")]
    [InlineData("address", "10.0.0.7:80", "address is '10.0.0.7:80'; it must be a host name or an IP address")]
    [InlineData("port", "0", "port is 0; it must be from 1 to 65535.")]
    [InlineData("port", "65536", "port is 65536")]
    [InlineData("memory_megabytes", "0", "memory_megabytes and cpu_millicores are 0 MB and 2000 millicores")]
    [InlineData("memory_megabytes", "NaN", "must be above 0 and at most 2^30")]
    [InlineData("cpu_millicores", "-1", "-1 millicores")]
    [InlineData("agent_memory_megabytes", "4097", "from 0 to what the node has, 4096 MB and 2000 millicores")]
    [InlineData("agent_cpu_millicores", "-1", "agent_memory_megabytes and agent_cpu_millicores are 96 MB and -1")]
    public async Task Register_WrongField_IsRefusedByName(string field, string value, string problem)
    {
        await using var host = await AdminHost.StartAsync(_shard);
        var offer = Offer();
        var number = RegisterRequest.Descriptor.FindFieldByName(field);
        number.Accessor.SetValue(offer, Convert.ChangeType(
            value, number.Accessor.GetValue(offer).GetType(), System.Globalization.CultureInfo.InvariantCulture));

        var error = await Assert.ThrowsAsync<RpcException>(() => RegisterAsync(host, offer));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains(problem, error.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(_shard.Registrations);
    }

    [Fact]
    public async Task Renew_AndLeave_NameTheNodeToItsShard()
    {
        await using var host = await AdminHost.StartAsync(_shard);
        var lease = (await RegisterAsync(host, Offer())).LeaseId;

        var renewed = await host.Registry.RenewAsync(new RenewRequest { LeaseId = lease }).ResponseAsync.EndsAsync();
        await host.Registry.LeaveAsync(new LeaveRequest { LeaseId = lease }).ResponseAsync.EndsAsync();

        Assert.Equal(9_000, renewed.LeaseDurationMs);
        Assert.Equal(["renew edge-7 42 9 s", "leave edge-7 42"], _shard.Calls);
    }

    [Fact]
    public async Task Renew_LeaseOver_IsNotFound()
    {
        await using var host = await AdminHost.StartAsync(_shard);
        var lease = (await RegisterAsync(host, Offer())).LeaseId;
        _shard.KnowsLease = false;

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Registry.RenewAsync(new RenewRequest { LeaseId = lease }).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("edge-7")]
    [InlineData("1/42/edge-7")]
    [InlineData("-1/42/edge-7")]
    [InlineData("0/x/edge-7")]
    [InlineData("0/-42/edge-7")]
    [InlineData("0/edge-7")]
    [InlineData("0/42/")]
    public async Task Leave_NoLeaseOfOurs_IsNotFound(string lease)
    {
        await using var host = await AdminHost.StartAsync(_shard);

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Registry.LeaveAsync(new LeaveRequest { LeaseId = lease }).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Empty(_shard.Calls);
    }

    [Fact]
    public async Task Register_TheShardFails_IsUnavailable()
    {
        _shard.Broken = new InvalidOperationException("gone");
        await using var host = await AdminHost.StartAsync(_shard);

        var error = await Assert.ThrowsAsync<RpcException>(() => RegisterAsync(host, Offer()));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Fact]
    public async Task Register_NoNodesOfItsOwn_IsAFailedPrecondition()
    {
        await using var host = await AdminHost.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => RegisterAsync(host, Offer()));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
    }

    private static RegisterRequest Offer() => new()
    {
        NodeId = "edge-7",
        Address = "10.0.0.7",
        Port = 30_000,
        MemoryMegabytes = 4_096,
        CpuMillicores = 2_000,
        AgentMemoryMegabytes = 96,
        AgentCpuMillicores = 50,
        Images = { "f", "g" },
    };

    private static Task<RegisterReply> RegisterAsync(AdminHost host, RegisterRequest request) =>
        host.Registry.RegisterAsync(request).ResponseAsync.EndsAsync();
}
