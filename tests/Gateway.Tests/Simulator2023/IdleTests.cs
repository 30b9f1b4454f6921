using Grpc.Core;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Testing.Polling;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Gateway.Tests.Simulator2023;

/// <summary>Idle over real gRPC.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task Idle_ByTheHolder_IsOk()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");

        var reply = await host.Scaler.IdleAsync(Requests.Idle("r1", instance));

        Assert.Equal(WireStatus.Ok, reply.Status);
        Assert.Equal(1, (await host.Grain("f").GetStatus()).Idle);
    }

    [Fact]
    public async Task Idle_Twice_IsOkWithoutEffect()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");
        await host.Scaler.IdleAsync(Requests.Idle("r1", instance));
        await host.Scaler.AssignAsync(Requests.Assign("r2"));

        var reply = await host.Scaler.IdleAsync(Requests.Idle("r1", instance));

        Assert.Equal(WireStatus.Ok, reply.Status);
        Assert.Equal(1, (await host.Grain("f").GetStatus()).Busy);
    }

    [Fact]
    public async Task Idle_AgainAfterItIsForgotten_IsNotFound()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");
        await host.Scaler.IdleAsync(Requests.Idle("r1", instance));
        host.Clock.Advance(host.Pools.RememberFor + TimeSpan.FromSeconds(1));

        await AssertErrorAsync(host, Requests.Idle("r1", instance), StatusCode.NotFound, "'r1'");
    }

    [Fact]
    public async Task Idle_MarkedBad_DestroysTheSlot()
    {
        await using var host = await new GatewayHost().StartAsync();
        var idle = Requests.Idle("r1", await host.StartAsync("r1"));
        idle.Result.NeedDestroy = true;

        await host.Scaler.IdleAsync(idle);

        Assert.Equal("p1", (await host.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Fact]
    public async Task Idle_WithoutResult_IsOk()
    {
        await using var host = await new GatewayHost().StartAsync();
        var idle = Requests.Idle("r1", await host.StartAsync("r1"));
        idle.Result = null;

        Assert.Equal(WireStatus.Ok, (await host.Scaler.IdleAsync(idle)).Status);
    }

    [Fact]
    public async Task Idle_UnknownFunction_IsAReplyWithInternalError()
    {
        await using var host = await new GatewayHost().StartAsync();

        var reply = await host.Scaler.IdleAsync(Requests.Idle("r1", "i1", "nobody")).ResponseAsync.EndsAsync();

        Assert.Equal(WireStatus.InternalError, reply.Status);
        Assert.Contains("'nobody'", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(0, host.Quotas.Functions.Taken);
    }

    [Fact]
    public async Task Idle_UnknownInstance_IsNotFoundAndTheHolderKeepsIts()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");

        await AssertErrorAsync(host, Requests.Idle("r1", "nonsense"), StatusCode.NotFound, "'nonsense'");

        await AssertStillHeldAsync(host, "r1", instance);
    }

    [Fact]
    public async Task Idle_InstanceOfAnotherRequest_IsNotFoundAndTheHolderKeepsIt()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");

        await AssertErrorAsync(host, Requests.Idle("r2", instance), StatusCode.NotFound, "'r2'");

        await AssertStillHeldAsync(host, "r1", instance);
    }

    [Fact]
    public async Task Idle_NoAssignment_IsInvalidArgument()
    {
        await using var host = await new GatewayHost().StartAsync();

        await AssertErrorAsync(host, new IdleRequest(), StatusCode.InvalidArgument, "assigment");
    }

    [Theory]
    [InlineData("", "f", "i1", "assigment.request_id")]
    [InlineData("r1", "", "i1", "assigment.meta_key")]
    [InlineData("r1", "f", "", "assigment.instance_id")]
    public async Task Idle_SomethingEmpty_IsInvalidArgument(
        string requestId, string key, string instanceId, string field)
    {
        await using var host = await new GatewayHost().StartAsync();

        await AssertErrorAsync(host, Requests.Idle(requestId, instanceId, key), StatusCode.InvalidArgument, field);
    }

    private static async Task AssertStillHeldAsync(GatewayHost host, string requestId, string instance)
    {
        Assert.Equal(1, (await host.Grain("f").GetStatus()).Busy);
        var again = await host.Scaler.AssignAsync(Requests.Assign(requestId));
        Assert.Equal(instance, again.Assigment.InstanceId);
    }

    private static async Task AssertErrorAsync(
        GatewayHost host, IdleRequest request, StatusCode code, string detail)
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scaler.IdleAsync(request).ResponseAsync.EndsAsync());

        Assert.Equal(code, error.StatusCode);
        Assert.Contains(detail, error.Status.Detail, StringComparison.Ordinal);
    }
}
