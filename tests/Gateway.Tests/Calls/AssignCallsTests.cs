using Grpc.Core;
using Orleans.Runtime;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Gateway.Simulator2023;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;
using WireAssignReply = OrleansScaler.Protos.Simulator2023.AssignReply;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>Assigns across lost silos, bounds and callers that go at the wrong moment.</summary>
public sealed class AssignCallsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly GatewayOptions _options = new() { MaximumCalls = 2 };
    private readonly TestCalls _calls;
    private readonly AssignCalls<WireAssignReply> _assigns;

    public AssignCallsTests()
    {
        _calls = new TestCalls(_clock, _options);
        _assigns = new AssignCalls<WireAssignReply>(_calls.Setup, new AssignAnswers());
    }

    private FakeFunction Function => _calls.Function;

    [Fact]
    public async Task Assign_SiloLost_IsAskedAgainAsTheSameAttempt()
    {
        Function.OnAssign = _ => Function.Assigns.Count == 1
            ? ValueTask.FromException<AssignReply>(new SiloUnavailableException())
            : new(FakeFunction.Granted);

        var reply = await AssignAsync("r1").EndsAsync();

        Assert.Equal("i1", reply.Assigment.InstanceId);
        Assert.Equal(2, Function.Assigns.Count);
        Assert.Single(Function.Assigns.Select(ask => (ask.RequestId, ask.Attempt)).Distinct());
    }

    [Fact]
    public async Task Assign_SendingFails_IsAskedAgain()
    {
        Function.OnAssign = _ => Function.Assigns.Count == 1
            ? throw new SiloUnavailableException()
            : new(FakeFunction.Granted);

        Assert.Equal(WireStatus.Ok, (await AssignAsync("r1").EndsAsync()).Status);
    }

    [Fact]
    public async Task Assign_FunctionOverloaded_IsThrottleAndNotAskedAgain()
    {
        Function.OnAssign = _ => ValueTask.FromException<AssignReply>(new LimitExceededException("full"));

        var reply = await AssignAsync("r1").EndsAsync();

        Assert.Equal(WireStatus.Throttle, reply.Status);
        Assert.Contains("Pools:MaximumWaiters", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Single(Function.Assigns);
    }

    [Fact]
    public async Task Assign_TooManyUnderWay_IsThrottleAtOnceAndReachesNoFunction()
    {
        var answer = new TaskCompletionSource<AssignReply>();
        Function.OnAssign = _ => new(answer.Task);
        var first = AssignAsync("r1");
        var second = AssignAsync("r2");

        var third = await AssignAsync("r3").EndsAsync();

        Assert.Equal(WireStatus.Throttle, third.Status);
        Assert.Contains("Gateway:MaximumCalls", third.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(2, Function.Assigns.Count);
        answer.SetResult(FakeFunction.Granted);
        await Task.WhenAll(first, second).EndsAsync();
        Assert.Equal(0, _calls.Bound.Open);
        Assert.Equal(WireStatus.Ok, (await AssignAsync("r4").EndsAsync()).Status);
    }

    [Fact]
    public async Task Assign_ServerIsBehind_IsThrottleAtOnceAndReachesNoFunction()
    {
        using var refused = new RefusedCalls(_calls.Meters);
        FallBehind();

        var reply = await AssignAsync("r1").EndsAsync();

        Assert.Equal(WireStatus.Throttle, reply.Status);
        Assert.Contains("Gateway:MaximumLag", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(Function.Assigns);
        Assert.Equal(["lag"], refused.Bounds);
    }

    [Fact]
    public async Task Assign_SiloDoesNotAnswerAtTheServersEnd_IsToldSoAllTheSame()
    {
        Function.OnAssign = _ => new(new TaskCompletionSource<AssignReply>().Task);
        Function.OnAbandon = () => new(new TaskCompletionSource<bool>().Task);
        var assign = AssignAsync("r1");
        await _calls.Drain.StoppingAsync(CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("stopping", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_GrantedAfterItsCallerWasSentAway_IsGivenBack()
    {
        var answer = new TaskCompletionSource<AssignReply>();
        Function.OnAssign = _ => new(answer.Task);
        var assign = AssignAsync("r1");
        await _calls.Drain.StoppingAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());
        var before = Function.Abandons.Count;

        answer.SetResult(FakeFunction.Granted);

        await Eventually.HoldsAsync(() => Function.Abandons.Count > before);
        Assert.Equal(0, _calls.Bound.Open);
    }

    [Fact]
    public async Task Assign_AbandonedAtTheServersEnd_SaysSoOnce()
    {
        var answer = new TaskCompletionSource<AssignReply>();
        Function.OnAssign = _ => new(answer.Task);
        Function.OnAbandon = () =>
        {
            answer.TrySetResult(new AssignReply { Outcome = AssignOutcome.Rejected, Reason = Reason.Abandoned });
            return new(true);
        };
        var assign = AssignAsync("r1");
        await _calls.Drain.StoppingAsync(CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Single(Function.Abandons);
    }

    [Fact]
    public async Task Assign_AnsweredAtOnceForACallerThatLeftMeanwhile_GivesTheInstanceBack()
    {
        using var caller = new CancellationTokenSource();
        Function.OnAssign = _ =>
        {
            caller.Cancel();
            return new(FakeFunction.Granted);
        };

        var error = await Assert.ThrowsAsync<RpcException>(() => AssignAsync("r1", caller.Token).EndsAsync());

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Contains(("r1", 7), Function.Abandons);
    }

    [Fact]
    public async Task Assign_CallerHadGoneBeforeItsTurn_NoFunctionHearsOfIt()
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            () => AssignAsync("r1", new CancellationToken(canceled: true)).EndsAsync());

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Empty(Function.Assigns);
    }

    [Fact]
    public async Task Assign_GrantedAfterTheServersTimeIsOver_IsGivenBackAndToldSo()
    {
        var answer = new TaskCompletionSource<AssignReply>();
        Function.OnAssign = _ => new(answer.Task);
        var assign = AssignAsync("r1");
        await _calls.Drain.StoppingAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(30));

        answer.SetResult(FakeFunction.Granted);
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("stopping", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(("r1", 7), Function.Abandons);
    }

    [Fact]
    public async Task Assign_CallerGoesWhileTheSiloIsLost_EndsThePauses()
    {
        using var gone = new CancellationTokenSource();
        Function.OnAssign = _ => ValueTask.FromException<AssignReply>(new TimeoutException());
        var assign = AssignAsync("r1", gone.Token);
        await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);

        await gone.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Equal(2, Function.Assigns.Count);
        Assert.NotEmpty(Function.Abandons);
    }

    public void Dispose() => _calls.Dispose();

    /// <summary>Work that was queued waits, and waits, beyond a second.</summary>
    private void FallBehind()
    {
        for (var beats = 0; beats < 3; beats++)
        {
            _calls.Lag.Beat(TimeSpan.FromSeconds(2), hasRun: false);
        }
    }

    private Task<WireAssignReply> AssignAsync(string requestId, CancellationToken gone = default)
    {
        var ask = new AssignRequest
        {
            RequestId = requestId, MemoryMegabytes = 128, Wait = TimeSpan.FromSeconds(60), Attempt = 7,
        };
        return _assigns.AssignAsync("f", ask, new FakeCaller(gone: gone));
    }
}
