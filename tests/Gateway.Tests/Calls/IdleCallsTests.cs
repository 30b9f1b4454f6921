using Grpc.Core;
using Orleans.Runtime;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>Idles across lost silos, and their own bound.</summary>
public sealed class IdleCallsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TestCalls _calls;
    private readonly IdleCalls _idles;

    public IdleCallsTests()
    {
        _calls = new TestCalls(_clock, new GatewayOptions { MaximumCalls = 1 });
        _idles = new IdleCalls(_calls.Setup);
    }

    private FakeFunction Function => _calls.Function;

    [Fact]
    public async Task GiveBack_SiloLost_SaysOfTheRepeatAloneThatItMayBeOne()
    {
        Function.OnIdle = _ => Function.Idles.Count < 2
            ? ValueTask.FromException<IdleReply>(new SiloUnavailableException())
            : new(new IdleReply { Outcome = IdleOutcome.Repeated });

        var reply = await GiveBackAsync("r1").EndsAsync();

        Assert.Equal(IdleOutcome.Repeated, reply.Outcome);
        Assert.Equal([false, true], Function.Idles.Select(idle => idle.MayBeRepeat));
    }

    [Fact]
    public async Task GiveBack_CallersDeadlineIsOver_IsNotRepeated()
    {
        Function.OnIdle = _ => ValueTask.FromException<IdleReply>(new TimeoutException());

        var error = await Assert.ThrowsAsync<RpcException>(
            () => GiveBackAsync("r1", _clock.GetUtcNow().UtcDateTime).EndsAsync());

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Single(Function.Idles);
    }

    [Fact]
    public async Task GiveBack_WhileAssignsAreRefused_IsLetInUntilTwiceAsManyAreUnderWay()
    {
        var answer = new TaskCompletionSource<IdleReply>();
        Function.OnIdle = _ => new(answer.Task);
        var first = GiveBackAsync("r1");
        Assert.True(_calls.Bound.IsFull);
        var second = GiveBackAsync("r2");

        var error = await Assert.ThrowsAsync<RpcException>(() => GiveBackAsync("r3").EndsAsync());

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains("Gateway:MaximumCalls", error.Status.Detail, StringComparison.Ordinal);
        answer.SetResult(new IdleReply());
        await Task.WhenAll(first, second).EndsAsync();
        Assert.Equal(0, _calls.Bound.Open);
    }

    [Fact]
    public async Task GiveBack_ServerIsBehind_IsLetIn()
    {
        for (var beats = 0; beats < 3; beats++)
        {
            _calls.Lag.Beat(TimeSpan.FromSeconds(2), hasRun: false);
        }

        Assert.NotNull(_calls.Lag.Refusal);
        Assert.Equal(IdleOutcome.Done, (await GiveBackAsync("r1").EndsAsync()).Outcome);
    }

    public void Dispose() => _calls.Dispose();

    private async Task<IdleReply> GiveBackAsync(string requestId, DateTime? deadline = null) =>
        await _idles.GiveBackAsync(
            "f",
            new IdleRequest { RequestId = requestId, InstanceId = "i1" },
            new FakeCaller(deadline));
}
