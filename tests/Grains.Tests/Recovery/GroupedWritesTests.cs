using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Recovery;

/// <summary>With the defaults: 100 ms after the first failure, doubling up to 5 s.</summary>
public sealed class GroupedWritesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TaskCompletionSource> _writes = [];
    private readonly List<int> _failures = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly GroupedWrites _grouped;

    public GroupedWritesTests() => _grouped = new GroupedWrites(
        Write, (_, failures) => _failures.Add(failures), new LedgerOptions(), _clock);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Request_Alone_EndsWithItsWrite()
    {
        var stored = Request();
        Assert.False(stored.IsCompleted);

        _writes[0].SetResult();

        await stored.EndsAsync();
        Assert.False(_grouped.IsBusy);
    }

    [Fact]
    public async Task Request_ManyWhileOneIsUnderWay_ShareTheNext()
    {
        var first = Request();
        var others = Enumerable.Range(0, 50).Select(_ => Request()).ToArray();

        _writes[0].SetResult();
        await first.EndsAsync();
        await IsAtAsync(writes: 2);
        Assert.DoesNotContain(others, other => other.IsCompleted);
        _writes[1].SetResult();

        await Task.WhenAll(others).EndsAsync();
        Assert.Equal(2, _writes.Count);
    }

    [Fact]
    public async Task Request_WriteFails_TriesAgainAfterPausesThatGrow()
    {
        var stored = Request();
        foreach (var pauseMs in new[] { 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000 })
        {
            var tries = _writes.Count;
            _writes[^1].SetException(new IOException("down"));
            await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);
            Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMilliseconds(pauseMs), _clock.NextDueTime);
            _clock.Advance(TimeSpan.FromMilliseconds(pauseMs));
            await IsAtAsync(tries + 1);
        }

        _writes[^1].SetResult();

        await stored.EndsAsync();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], _failures);
    }

    [Fact]
    public async Task Request_WhileAFailedOneWaits_GoesWithIt()
    {
        var first = Request();
        _writes[0].SetException(new IOException("down"));
        await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);
        var second = Request();

        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await IsAtAsync(writes: 2);
        _writes[1].SetResult();

        await Task.WhenAll(first, second).EndsAsync();
        Assert.Equal(2, _writes.Count);
    }

    [Fact]
    public async Task Request_StoppedWhileItFails_FailsAtOnce()
    {
        var stored = Request();
        _writes[0].SetException(new IOException("down"));
        await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);

        await _stop.CancelAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => stored.EndsAsync());
        await Eventually.HoldsAsync(() => !_grouped.IsBusy);
    }

    private Task Request() => _grouped.RequestAsync(run: _ => { }, _stop.Token);

    private Task Write()
    {
        _writes.Add(new TaskCompletionSource());
        return _writes[^1].Task;
    }

    private Task IsAtAsync(int writes) => Eventually.HoldsAsync(() => _writes.Count == writes);
}
