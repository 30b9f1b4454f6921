using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>ReturnContainer over real gRPC: what comes back, to whom, and what has no effect.</summary>
public sealed class ReturnTests
{
    [Fact]
    public async Task Return_Lent_MakesTheContainerIdle()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var lent = await host.StartContainerAsync("r1");

        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r1", lent.ContainerId));

        AssertCounts(await StatusOf(host), idle: 1, busy: 0);
    }

    [Fact]
    public async Task Return_RequestIdReturnedTwice_IsCountedOnce()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        using var unknown = new UnknownReturns();
        var lent = await host.StartContainerAsync("r1");
        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r1", lent.ContainerId));
        await host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r2"));

        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r1", lent.ContainerId));

        AssertCounts(await StatusOf(host), idle: 0, busy: 1);
        Assert.Empty(unknown.Seen);
    }

    [Fact]
    public async Task Return_AtAnotherGateway_RequestIsNotLost()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var other = await host.StartOtherGatewayAsync();
        var lent = await host.StartContainerAsync("r1");

        await other.ReturnContainerAsync(SchedulerCalls.Return("r1", lent.ContainerId)).ResponseAsync.EndsAsync();

        AssertCounts(await StatusOf(host), idle: 1, busy: 0);
    }

    [Fact]
    public async Task Return_AtAnotherGatewayOfADestroyedContainer_IsOkWithoutEffect()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var other = await host.StartOtherGatewayAsync();
        using var unknown = new UnknownReturns();
        var lent = await host.StartContainerAsync("r1");
        var killed = SchedulerCalls.Return("r1", lent.ContainerId);
        killed.ErrorCode = "OOM";
        await host.Scheduler.ReturnContainerAsync(killed);
        (await host.Platform.Destroys.NextAsync()).Answer(new(Platforms.PlatformOutcome.Ok));
        await host.StatusAsync(SchedulerCalls.Key, status => status is { Retiring: 0 });

        await Eventually.HoldsAsync(async () =>
        {
            await other.ReturnContainerAsync(SchedulerCalls.Return("r1", lent.ContainerId));
            return unknown.Seen.Contains("container");
        });
    }

    [Fact]
    public async Task Return_UnknownContainer_IsOkWithoutEffectAndCounted()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        using var unknown = new UnknownReturns();
        await host.StartContainerAsync("r1");

        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r9", "c-nobody"));

        AssertCounts(await StatusOf(host), idle: 0, busy: 1);
        Assert.Equal(["container"], unknown.Seen);
    }

    [Fact]
    public async Task Return_ContainerThatTheRequestDoesNotHold_IsOkWithoutEffectAndCounted()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        using var unknown = new UnknownReturns();
        var one = await host.StartContainerAsync("r1");
        var two = await host.StartContainerAsync("r2", "p2");

        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r1", two.ContainerId));
        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r9", one.ContainerId));

        AssertCounts(await StatusOf(host), idle: 0, busy: 2);
        Assert.Equal(["request", "request"], unknown.Seen);
    }

    [Theory]
    [InlineData("FunctionOOM", "")]
    [InlineData("", "function timed out after 60 s")]
    public async Task Return_ContainerKilled_IsRemovedAndServesNobodyMore(string code, string message)
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var lent = await host.StartContainerAsync("r1");
        var request = SchedulerCalls.Return("r1", lent.ContainerId);
        request.ErrorCode = code;
        request.ErrorMessage = message;

        await host.Scheduler.ReturnContainerAsync(request);

        var destroy = await host.Platform.Destroys.NextAsync();
        Assert.Equal("p1", destroy.PlatformSlotId);
        AssertCounts(await StatusOf(host), idle: 0, busy: 0);
    }

    [Fact]
    public async Task Return_FunctionFailed_KeepsTheContainer()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var lent = await host.StartContainerAsync("r1");
        var request = SchedulerCalls.Return("r1", lent.ContainerId);
        request.ErrorCode = "UnhandledInvocationError";

        await host.Scheduler.ReturnContainerAsync(request);

        AssertCounts(await StatusOf(host), idle: 1, busy: 0);
    }

    [Theory]
    [InlineData("", "c-p1", "request_id")]
    [InlineData("r1", "", "container_id")]
    public async Task Return_SomethingEmpty_IsInvalidArgument(string requestId, string containerId, string field)
    {
        await using var host = await SchedulerCalls.StartHostAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => host.Scheduler
            .ReturnContainerAsync(SchedulerCalls.Return(requestId, containerId)).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains(field, error.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task<FunctionStatus> StatusOf(GatewayHost host) =>
        await host.Grain(SchedulerCalls.Key).GetStatus();

    private static void AssertCounts(FunctionStatus status, int idle, int busy)
    {
        Assert.Equal(idle, status.Idle);
        Assert.Equal(busy, status.Busy);
    }
}
