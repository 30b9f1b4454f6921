using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>Calls are repeated while their silo is lost, and never otherwise.</summary>
public sealed class GrainCallTests : IDisposable
{
    private static readonly TimeSpan s_retryFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _clock = new();
    private readonly TestCalls _calls;
    private int _tries;

    public GrainCallTests() => _calls = new TestCalls(_clock, new GatewayOptions { RetryFor = s_retryFor });

    [Fact]
    public async Task Follow_FirstAnswers_IsNotRepeated()
    {
        Assert.Equal(1, await FollowAsync(answersAt: 1).EndsAsync());

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Follow_FirstIsLost_IsRepeatedAtOnce()
    {
        Assert.Equal(2, await FollowAsync(answersAt: 2).EndsAsync());

        Assert.Equal(_clock.Start, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(3, 50)]
    [InlineData(4, 150)]
    [InlineData(5, 350)]
    [InlineData(6, 750)]
    [InlineData(7, 1_250)]
    [InlineData(8, 1_750)]
    public async Task Follow_StillLost_IsRepeatedAfterPausesThatDouble(int answersAt, int longestMs)
    {
        var call = FollowAsync(answersAt);

        await PassAsync(call);

        Assert.Equal(answersAt, await call);
        var waited = (_clock.GetUtcNow() - _clock.Start).TotalMilliseconds;
        Assert.InRange(waited, longestMs / 2.0, longestMs);
    }

    [Fact]
    public async Task Follow_LostForGood_IsUnavailableAndNamesTheFunctionWithinItsTime()
    {
        var call = FollowAsync(answersAt: int.MaxValue);

        await PassAsync(call);

        var error = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("'f'", error.Status.Detail, StringComparison.Ordinal);
        Assert.InRange(_clock.GetUtcNow() - _clock.Start, s_retryFor - s_longestPause, s_retryFor);
    }

    [Fact]
    public async Task Follow_DeadlineComesFirst_IsGivenUpAtTheDeadline()
    {
        var deadline = TimeSpan.FromSeconds(2);
        var call = FollowAsync(answersAt: int.MaxValue, _clock.Start + deadline);

        await PassAsync(call);

        await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.InRange(_clock.GetUtcNow() - _clock.Start, deadline - s_longestPause, deadline);
    }

    [Fact]
    public async Task Follow_DeadlineIsOver_IsNotRepeated()
    {
        await Assert.ThrowsAsync<RpcException>(() => FollowAsync(answersAt: 2, _clock.Start).EndsAsync());

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Follow_PauseIsEnded_IsNotRepeated()
    {
        using var ending = new CancellationTokenSource();
        var call = FollowAsync(answersAt: int.MaxValue, ending: ending.Token);
        await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);

        await ending.CancelAsync();

        await Assert.ThrowsAsync<RpcException>(() => call.EndsAsync());
        Assert.Equal(2, _tries);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Follow_AnyLoss_IsRepeated(Exception loss)
    {
        Assert.Equal(2, await FollowAsync(answersAt: 2, loss: loss).EndsAsync());
    }

    [Theory]
    [MemberData(nameof(Overloads))]
    public async Task Follow_Overload_IsResourceExhaustedAtOnceAndNamesTheBound(Exception overload, string bound)
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            () => FollowAsync(answersAt: 2, loss: overload).EndsAsync());

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains(bound, error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Follow_LedgerRefusedAndWrappedByTheStorage_IsFailedPreconditionWithItsWords()
    {
        var refused = new OrleansException("storage", new LedgerRefusedException("ledger of version 9"));

        var error = await Assert.ThrowsAsync<RpcException>(() => FollowAsync(answersAt: 2, loss: refused).EndsAsync());

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("ledger of version 9", error.Status.Detail);
        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Follow_FaultOfOurs_PassesThrough()
    {
        var bug = new InvalidOperationException("a bug");

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => FollowAsync(answersAt: 2, loss: bug).EndsAsync());

        Assert.Equal(1, _tries);
    }

    public static TheoryData<Exception> Losses => new(
        new TimeoutException("no answer"),
        new SiloUnavailableException("dead"),
        new OrleansException("the directory is not stable"),
        new ConnectionAbortedException("broke"),
        new ObjectDisposedException("activation"));

    public static TheoryData<Exception, string> Overloads => new()
    {
        { new LimitExceededException("full"), "Pools:MaximumWaiters" },
        { new GatewayTooBusyException(), "load" },
    };

    public void Dispose() => _calls.Dispose();

    private Task<int> FollowAsync(
        int answersAt,
        DateTimeOffset? deadline = null,
        Exception? loss = null,
        CancellationToken ending = default)
    {
        return _calls.Grain.FollowAsync(Call(), Call, "f", deadline ?? DateTimeOffset.MaxValue, ending).AsTask();

        ValueTask<int> Call() => ++_tries >= answersAt
            ? new ValueTask<int>(_tries)
            : ValueTask.FromException<int>(loss ?? new TimeoutException("silo lost"));
    }

    /// <summary>Lets each pause pass to its very end.</summary>
    private async Task PassAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            await Eventually.HoldsAsync(() => call.IsCompleted || _clock.ArmedTimers > 0);
            if (_clock.NextDueTime is { } due)
            {
                _clock.SetUtcNow(due);
            }
        }
    }
}
