using Grpc.Core;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Platforms;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Testing.Polling;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Gateway.Tests.Simulator2023;

/// <summary>Assign over real gRPC: what each caller hears, and what becomes of its place.</summary>
public sealed class AssignTests
{
    [Fact]
    public async Task Assign_ColdThenWarm_IsOkWithTheAssignment()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");
        await host.Scaler.IdleAsync(Requests.Idle("r1", instance));

        var reply = await host.Scaler.AssignAsync(Requests.Assign("r2"));

        Assert.Equal(WireStatus.Ok, reply.Status);
        Assert.Equal(new Assignment { RequestId = "r2", MetaKey = "f", InstanceId = instance }, reply.Assigment);
        var function = host.Platform.Inits.All.Single().Function!;
        Assert.Equal("go", function.Runtime);
        Assert.Equal(TimeSpan.FromSeconds(60), function.Timeout);
        Assert.Equal(128, function.MemoryMegabytes);
    }

    [Theory]
    [InlineData("missing meta", "meta_data")]
    [InlineData("empty key", "meta_data.key is empty")]
    [InlineData("long key", "513 bytes")]
    [InlineData("no memory", "meta_data.memory_in_mb is 0")]
    [InlineData("much memory", "meta_data.memory_in_mb is 32769")]
    [InlineData("long timeout", "meta_data.timeout_in_secs is 86401")]
    [InlineData("empty request id", "request_id is empty")]
    public async Task Assign_BadInput_IsInvalidArgumentAndReachesNoFunction(string input, string detail)
    {
        await using var host = await new GatewayHost().StartAsync();
        var request = Requests.Assign("r1");
        Action spoil = input switch
        {
            "missing meta" => () => request.MetaData = null,
            "empty key" => () => request.MetaData.Key = "",
            "long key" => () => request.MetaData.Key = new string('k', 513),
            "no memory" => () => request.MetaData.MemoryInMb = 0,
            "much memory" => () => request.MetaData.MemoryInMb = 32_769,
            "long timeout" => () => request.MetaData.TimeoutInSecs = 86_401,
            _ => () => request.RequestId = "",
        };
        spoil();

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scaler.AssignAsync(request).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains(detail, error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, host.Quotas.Functions.Taken);
        Assert.Equal(0, host.Platform.Creates.Count);
    }

    [Theory]
    [InlineData("k", 512)]
    [InlineData("漢", 170)]
    [InlineData("a/b+c d%\n", 10)]
    public async Task Assign_UnusualKey_IsServed(string part, int count)
    {
        await using var host = await new GatewayHost().StartAsync();
        host.Platform.SucceedAlways();
        var key = string.Concat(Enumerable.Repeat(part, count));

        var reply = await host.Scaler.AssignAsync(Requests.Assign("r1", key)).ResponseAsync.EndsAsync();

        Assert.Equal(WireStatus.Ok, reply.Status);
        Assert.Equal(key, reply.Assigment.MetaKey);
    }

    [Fact]
    public async Task Assign_SameIdWhileHolding_GetsTheSameAssignment()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");

        var again = await host.Scaler.AssignAsync(Requests.Assign("r1"));

        Assert.Equal(instance, again.Assigment.InstanceId);
        Assert.Equal(1, host.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_SameIdWhileWaiting_GetsTheSameAssignment()
    {
        await using var host = await new GatewayHost().StartAsync();
        var first = host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);
        var second = host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync;

        await host.Platform.StartNextAsync("p1");

        Assert.Equal((await first.EndsAsync()).Assigment, (await second.EndsAsync()).Assigment);
        Assert.Equal(1, host.Platform.Creates.Count);
    }

    [Fact]
    public async Task Assign_SameIdAfterItsIdle_IsInvalidArgumentFinished()
    {
        await using var host = await new GatewayHost().StartAsync();
        var instance = await host.StartAsync("r1");
        await host.Scaler.IdleAsync(Requests.Idle("r1", instance));

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("finished", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_ToldToWaitInside_AsksAgainUntilItIsServed()
    {
        await using var host = await new GatewayHost().StartAsync();
        var assign = host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);
        for (var i = 0; i < 5; i++)
        {
            host.Clock.Advance(host.Functions.AnswerWaitingAfter);
            await host.StatusAsync("f", status => status.Waiting == 1);
        }

        await host.Platform.StartNextAsync("p1");

        Assert.Equal(WireStatus.Ok, (await assign.EndsAsync()).Status);
    }

    [Fact]
    public async Task Assign_WaitersBoundReached_IsThrottleAtOnce()
    {
        var unstarted = new GatewayHost();
        unstarted.Pools.MaximumWaiters = 1;
        await using var host = await unstarted.StartAsync();
        _ = host.Scaler.AssignAsync(Requests.Assign("r1"));
        await host.StatusAsync("f", status => status.Waiting == 1);

        await AssertThrottledAsync(host, Requests.Assign("r2"), "waiters");
    }

    [Fact]
    public async Task Assign_FunctionsBoundReached_IsThrottleAtOnce()
    {
        var unstarted = new GatewayHost();
        unstarted.Functions.MaximumFunctions = 1;
        await using var host = await unstarted.StartAsync();
        await host.StartAsync("r1");

        await AssertThrottledAsync(host, Requests.Assign("r2", "g"), "functions");
    }

    [Fact]
    public async Task Assign_SlotsBoundReached_IsThrottleAtOnce()
    {
        var unstarted = new GatewayHost();
        unstarted.Functions.MaximumSlots = 1;
        await using var host = await unstarted.StartAsync();
        await host.StartAsync("r1");

        await AssertThrottledAsync(host, Requests.Assign("r2", "g"), "slots");
    }

    [Theory]
    [InlineData(PlatformOutcome.Failed, "PlatformFailing")]
    [InlineData(PlatformOutcome.Refused, "PlatformRefused")]
    public async Task Assign_PlatformFails_IsInternalWithItsReason(PlatformOutcome outcome, string reason)
    {
        await using var host = await new GatewayHost().StartAsync();
        host.Platform.Creates.AnswerAlways(_ => new CreateSlotResult(outcome, Message: "boom"));

        var error = await Assert.ThrowsAsync<RpcException>(
            () => host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync.EndsAsync());

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Contains(reason, error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("boom", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_DeadlineOver_IsToldSoByUsBeforeTheCallersOwn()
    {
        await using var host = await new GatewayHost().StartAsync();
        var patience = TimeSpan.FromSeconds(60);
        var deadline = (host.Clock.GetUtcNow() + patience).UtcDateTime;
        var assign = host.Scaler.AssignAsync(Requests.Assign("r1"), deadline: deadline).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);

        // Real time stands nearly still: the answer comes long before the caller's own deadline fires. The wire carries
        // what is left of a deadline, so the server sees it later by the time that the request took.
        host.Clock.Advance(patience * 2);
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Contains("'r1' got no slot before its deadline", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Grain("f").GetStatus()).Waiting);
    }

    [Fact]
    public async Task Assign_NoDeadline_WaitsForOurOwnMaximum()
    {
        await using var host = await new GatewayHost().StartAsync();
        var assign = host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);

        host.Clock.Advance(host.Gateway.MaximumWait - TimeSpan.FromSeconds(2));
        await host.StatusAsync("f", status => status.Waiting == 1);
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Assign_CallerCancels_LeavesTheLineAtOnceAndTheLateSlotBecomesIdle()
    {
        await using var host = await new GatewayHost().StartAsync();
        using var cancelled = new CancellationTokenSource();
        var assign = host.Scaler.AssignAsync(Requests.Assign("r1"), cancellationToken: cancelled.Token).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);

        await cancelled.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await host.StatusAsync("f", status => status.Waiting == 0);
        await host.Platform.StartNextAsync("p1");
        await host.StatusAsync("f", status => status is { Idle: 1, Busy: 0 });
    }

    [Fact]
    public async Task Assign_CallerCancels_LeavesItsSlotToTheNextWaiter()
    {
        await using var host = await new GatewayHost().StartAsync();
        using var cancelled = new CancellationTokenSource();
        var first = host.Scaler.AssignAsync(Requests.Assign("r1"), cancellationToken: cancelled.Token).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);
        var second = host.Scaler.AssignAsync(Requests.Assign("r2")).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 2);

        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => first.EndsAsync());
        await host.StatusAsync("f", status => status.Waiting == 1);
        var init = await host.Platform.StartNextAsync("p1");

        Assert.Equal(init.InstanceId, (await second.EndsAsync()).Assigment.InstanceId);
    }

    [Fact]
    public async Task Assign_CallersOwnDeadlineFires_LeavesTheLine()
    {
        // The clock stands still, so ours never does: the caller's deadline alone ends the wait.
        await using var host = await new GatewayHost().StartAsync();
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(1);
        var assign = host.Scaler.AssignAsync(Requests.Assign("r1"), deadline: deadline).ResponseAsync;

        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await host.StatusAsync("f", status => status.Waiting == 0);
    }

    [Fact]
    public async Task Assign_CallerGaveUpAndCalledAgain_KeepsTheNewPlace()
    {
        await using var host = await new GatewayHost().StartAsync();
        using var cancelled = new CancellationTokenSource();
        var first = host.Scaler.AssignAsync(Requests.Assign("r1"), cancellationToken: cancelled.Token).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);
        await cancelled.CancelAsync();
        var second = host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync;
        await Assert.ThrowsAsync<RpcException>(() => first.EndsAsync());

        host.Platform.SucceedAlways();

        Assert.Equal(WireStatus.Ok, (await second.EndsAsync()).Status);
    }

    [Fact]
    public async Task Assign_ServerStops_IsSentAwayAsUnavailable()
    {
        await using var host = await new GatewayHost().StartAsync();
        var assign = host.Scaler.AssignAsync(Requests.Assign("r1")).ResponseAsync;
        await host.StatusAsync("f", status => status.Waiting == 1);

        var stopped = host.StopAsync();
        await host.PassCallsTimeAsync(assign);
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());
        await stopped.EndsAsync();

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("stopping", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Grain("f").GetStatus()).Waiting);
    }

    private static async Task AssertThrottledAsync(GatewayHost host, AssignRequest request, string bound)
    {
        var creates = host.Platform.Creates.Count;

        var reply = await host.Scaler.AssignAsync(request).ResponseAsync.EndsAsync();

        Assert.Equal(WireStatus.Throttle, reply.Status);
        Assert.Contains(bound, reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(creates, host.Platform.Creates.Count);
    }
}
