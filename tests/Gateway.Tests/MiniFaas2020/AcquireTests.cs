using Grpc.Core;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>AcquireContainer over real gRPC: what each caller hears, and what becomes of its place.</summary>
public sealed class AcquireTests
{
    [Fact]
    public async Task Acquire_ColdThenWarm_IsTheContainerAndItsNode()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var first = await host.StartContainerAsync("r1");
        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r1", first.ContainerId));

        var reply = await host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r2"));

        var expected = new AcquireContainerReply
        {
            NodeId = "n1", NodeAddress = "10.0.0.7", NodeServicePort = 10_450, ContainerId = "c-p1",
        };
        Assert.Equal(expected, first);
        Assert.Equal(expected, reply);
        Assert.Equal(1, host.Platform.Creates.Count);
    }

    [Fact]
    public async Task Acquire_Cold_DeclaresTheFunctionAsTheCallerDoes()
    {
        await using var host = await SchedulerCalls.StartHostAsync();

        await host.StartContainerAsync("r1");

        var function = host.Platform.Inits.All.Single().Function!;
        Assert.Equal("acme/f", function.Key.Value);
        Assert.Equal("acme", function.Tenant);
        Assert.Equal("f", function.Name);
        Assert.Equal("index.handler", function.Handler);
        Assert.Equal(128, function.MemoryMegabytes);
        Assert.Equal(TimeSpan.FromSeconds(60), function.Timeout);
    }

    [Fact]
    public async Task Acquire_NoDeadline_DoesNotBlockPastTheThirtySecondsAfterWhichCallersGiveUp()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var acquire = host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1")).ResponseAsync;
        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 1);

        host.Clock.Advance(TimeSpan.FromSeconds(29));
        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 1);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<RpcException>(() => acquire.EndsAsync());
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal(0, (await host.Grain(SchedulerCalls.Key).GetStatus()).Waiting);
    }

    [Fact]
    public async Task Acquire_BlockedPastTheCallersDeadline_IsToldSoByUsBeforeIt()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var patience = TimeSpan.FromSeconds(20);
        var deadline = (host.Clock.GetUtcNow() + patience).UtcDateTime;
        var acquire = host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1"), deadline: deadline);
        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 1);

        // Real time stands nearly still, so that the caller's own deadline does not fire. The wire carries what is left
        // of it, which the server sees later by the time that the request took.
        host.Clock.Advance(patience * 2);
        var error = await Assert.ThrowsAsync<RpcException>(() => acquire.ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Contains("'r1' got no slot before its deadline", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Grain(SchedulerCalls.Key).GetStatus()).Waiting);
    }

    [Fact]
    public async Task Acquire_BlockedAndTheCallersOwnDeadlineFires_LeavesTheLine()
    {
        // The clock stands still, so ours never does: the caller's deadline alone ends the wait.
        await using var host = await SchedulerCalls.StartHostAsync();
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(1);
        var acquire = host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1"), deadline: deadline);

        var error = await Assert.ThrowsAsync<RpcException>(() => acquire.ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 0);
    }

    [Fact]
    public async Task Acquire_CallerCancels_LeavesTheLineAtOnceAndTheLateContainerBecomesIdle()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        using var cancelled = new CancellationTokenSource();
        var acquire = host.Scheduler.AcquireContainerAsync(
            SchedulerCalls.Acquire("r1"), cancellationToken: cancelled.Token).ResponseAsync;
        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 1);

        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => acquire.EndsAsync());

        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 0);
        await host.Platform.StartNextAsync("p1");
        await host.StatusAsync(SchedulerCalls.Key, status => status is { Idle: 1, Busy: 0 });
    }

    [Fact]
    public async Task Acquire_SameRequestIdTwice_IsCountedOnce()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var first = await host.StartContainerAsync("r1");

        var again = await host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1"));

        Assert.Equal(first, again);
        Assert.Equal(1, (await host.Grain(SchedulerCalls.Key).GetStatus()).Busy);
        await host.Scheduler.ReturnContainerAsync(SchedulerCalls.Return("r1", first.ContainerId));
        Assert.Equal(0, (await host.Grain(SchedulerCalls.Key).GetStatus()).Busy);
    }

    [Fact]
    public async Task Acquire_PlatformThatPlacesSlotsItself_IsFailedPreconditionAndHoldsNothing()
    {
        await using var host = await new GatewayHost().StartAsync();
        var acquire = host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1")).ResponseAsync;
        await host.Platform.StartNextAsync("p1");

        var error = await Assert.ThrowsAsync<RpcException>(() => acquire.EndsAsync());

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Contains("places slots itself", error.Status.Detail, StringComparison.Ordinal);
        await host.StatusAsync(SchedulerCalls.Key, status => status is { Idle: 1, Busy: 0 });
    }

    [Fact]
    public async Task Acquire_WarmOnAPlatformThatPlacesSlotsItself_HoldsNothingEither()
    {
        await using var host = await new GatewayHost().StartAsync();
        host.Platform.SucceedAlways();
        await Assert.ThrowsAsync<RpcException>(
            () => host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1")).ResponseAsync.EndsAsync());
        await host.StatusAsync(SchedulerCalls.Key, status => status is { Idle: 1, Busy: 0 });

        await Assert.ThrowsAsync<RpcException>(
            () => host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r2")).ResponseAsync.EndsAsync());

        await host.StatusAsync(SchedulerCalls.Key, status => status is { Idle: 1, Busy: 0 });
    }

    [Fact]
    public async Task Acquire_BoundReached_IsResourceExhaustedAtOnceAndNamesIt()
    {
        await using var host = await SchedulerCalls.StartHostAsync(host => host.Pools.MaximumWaiters = 1);
        _ = host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1"));
        await host.StatusAsync(SchedulerCalls.Key, status => status.Waiting == 1);

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r2")).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains("Pools:MaximumWaiters", error.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PlatformOutcome.Failed)]
    [InlineData(PlatformOutcome.Refused)]
    public async Task Acquire_PlatformFails_IsInternalWithWhatItSaid(PlatformOutcome outcome)
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        host.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(outcome, Message: "boom"));

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scheduler.AcquireContainerAsync(SchedulerCalls.Acquire("r1")).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Contains("boom", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_BadInput_IsInvalidArgumentAndReachesNoFunction()
    {
        await using var host = await SchedulerCalls.StartHostAsync();
        var request = SchedulerCalls.Acquire("r1");
        request.FunctionConfig = null;

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scheduler.AcquireContainerAsync(request).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(0, host.Quotas.Functions.Taken);
    }
}
