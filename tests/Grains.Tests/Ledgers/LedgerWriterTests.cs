using Orleans.Storage;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>With the defaults: 100 ms after the first failure, doubling up to 5 s.</summary>
public sealed class LedgerWriterTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TaskCompletionSource> _writes = [];
    private readonly List<int> _failures = [];
    private readonly List<long> _carried = [];
    private readonly LedgerWriter _writer;
    private bool _mayWrite = true;
    private int _conflicts;

    public LedgerWriterTests() => _writer = Make(settle: _ =>
    {
        _conflicts++;
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Noted_Alone_EndsWithItsWrite()
    {
        var stored = _writer.NotedAsync();
        Assert.False(stored.IsCompleted);

        _writes[0].SetResult();

        Assert.True(await stored.EndsAsync());
        await Eventually.HoldsAsync(() => !_writer.IsBusy);
        Assert.False(_writer.HasUnstored);
    }

    [Fact]
    public async Task Noted_ManyWhileOneIsUnderWay_ShareTheNext()
    {
        var first = _writer.NotedAsync();
        var others = Enumerable.Range(0, 50).Select(_ => _writer.NotedAsync()).ToArray();

        _writes[0].SetResult();
        await first.EndsAsync();
        await IsAtAsync(writes: 2);
        Assert.DoesNotContain(others, other => other.IsCompleted);
        _writes[1].SetResult();

        Assert.All(await Task.WhenAll(others).EndsAsync(), Assert.True);
        await Eventually.HoldsAsync(() => _carried.Count == 2);
        Assert.Equal([1, 50], _carried);
    }

    [Fact]
    public async Task Note_ManyInATurnThatIsWaitedFor_ShareOneWrite()
    {
        _writer.WaitsForTurn = true;
        var turn = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        await Task.Factory.StartNew(
            () => Enumerable.Range(0, 10).ToList().ForEach(_ => _writer.Note()),
            CancellationToken.None,
            TaskCreationOptions.None,
            turn);

        await IsAtAsync(writes: 1);
        _writes[0].SetResult();

        await Eventually.HoldsAsync(() => !_writer.IsBusy);
        Assert.Equal([10], _carried);
    }

    [Fact]
    public async Task Noted_WriteFails_TriesAgainAfterPausesThatGrow()
    {
        var stored = _writer.NotedAsync();
        foreach (var pauseMs in new[] { 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000 })
        {
            var tries = _writes.Count;
            _writes[^1].SetException(new IOException("down"));
            await IsPausingAsync();
            Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMilliseconds(pauseMs), _clock.NextDueTime);
            _clock.Advance(TimeSpan.FromMilliseconds(pauseMs));
            await IsAtAsync(tries + 1);
        }

        _writes[^1].SetResult();

        Assert.True(await stored.EndsAsync());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], _failures);
    }

    [Fact]
    public async Task Noted_AfterFailuresAndASuccess_BeginsWithTheFirstPauseAgain()
    {
        var first = _writer.NotedAsync();
        _writes[0].SetException(new IOException("down"));
        await IsPausingAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await IsAtAsync(writes: 2);
        _writes[1].SetResult();
        await first.EndsAsync();
        await Eventually.HoldsAsync(() => !_writer.IsBusy);

        _writer.Note();
        _writes[2].SetException(new IOException("down again"));
        await IsPausingAsync();

        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMilliseconds(100), _clock.NextDueTime);
        Assert.Equal([1, 1], _failures);
    }

    [Fact]
    public async Task Noted_WhileAFailedOneWaits_GoesWithIt()
    {
        var first = _writer.NotedAsync();
        _writes[0].SetException(new IOException("down"));
        await IsPausingAsync();
        var second = _writer.NotedAsync();

        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await IsAtAsync(writes: 2);
        _writes[1].SetResult();

        await Task.WhenAll(first, second).EndsAsync();
        Assert.Equal(2, _writes.Count);
    }

    [Fact]
    public async Task Conflict_Settled_IsWrittenAgainAtOnce()
    {
        var stored = _writer.NotedAsync();

        _writes[0].SetException(Conflict());
        await IsAtAsync(writes: 2);
        _writes[1].SetResult();

        Assert.True(await stored.EndsAsync());
        Assert.Equal((1, 0), (_conflicts, _failures.Count));
    }

    [Fact]
    public async Task Conflict_TooOftenInARow_PausesAsAfterAFailure()
    {
        _ = _writer.NotedAsync();
        for (var conflict = 1; conflict <= LedgerWriter.MaximumConflicts; conflict++)
        {
            _writes[^1].SetException(Conflict());
            await IsAtAsync(conflict + 1);
        }

        _writes[^1].SetException(Conflict());

        await IsPausingAsync();
        Assert.Equal([1], _failures);
        Assert.Equal(LedgerWriter.MaximumConflicts + 1, _conflicts);
    }

    [Fact]
    public async Task Conflict_SettlingStops_NothingIsWrittenAnyMore()
    {
        var lost = Make(settle: null);
        lost = Make(settle: _ =>
        {
            lost.Stop();
            return Task.CompletedTask;
        });
        var stored = lost.NotedAsync();

        _writes[0].SetException(Conflict());

        Assert.False(await stored.EndsAsync());
        Assert.Single(_writes);
        Assert.False(await lost.NotedAsync().EndsAsync());
    }

    [Fact]
    public async Task Conflict_CannotBeSettled_IsAFailure()
    {
        _ = Make(settle: _ => throw new IOException("down")).NotedAsync();

        _writes[0].SetException(Conflict());

        await IsPausingAsync();
        Assert.Equal([1], _failures);
    }

    [Fact]
    public async Task Conflict_NobodySettles_IsAFailure()
    {
        _ = Make(settle: null).NotedAsync();

        _writes[0].SetException(Conflict());

        await IsPausingAsync();
        Assert.Equal([1], _failures);
    }

    [Fact]
    public async Task Note_NoWriteMayBegin_WaitsForBegin()
    {
        _mayWrite = false;
        var stored = _writer.NotedAsync();
        Assert.Empty(_writes);
        Assert.True(_writer.IsTroubled);

        _mayWrite = true;
        _writer.Begin();
        _writes[0].SetResult();

        Assert.True(await stored.EndsAsync());
    }

    [Fact]
    public async Task Stop_DuringAPause_EndsItAndTheWaitAtOnce()
    {
        var stored = _writer.NotedAsync();
        _writes[0].SetException(new IOException("down"));
        await IsPausingAsync();

        _writer.Stop();

        Assert.False(await stored.EndsAsync());
        await Eventually.HoldsAsync(() => !_writer.IsBusy);
        Assert.Single(_writes);
    }

    [Fact]
    public async Task Stop_DuringAWrite_WaitsForItAndBeginsNoOther()
    {
        var first = _writer.NotedAsync();
        var second = _writer.NotedAsync();

        _writer.Stop();
        Assert.False(first.IsCompleted);
        _writes[0].SetResult();

        Assert.True(await first.EndsAsync());
        Assert.False(await second.EndsAsync());
        Assert.Single(_writes);
    }

    [Fact]
    public async Task Leave_DuringAWrite_WaitsForNothing()
    {
        var stored = _writer.NotedAsync();

        _writer.Leave();

        Assert.False(await stored.EndsAsync());
    }

    [Fact]
    public async Task EndsInTime_StoreHangs_EndsAtTheLimitAndTellsTheNext()
    {
        var stored = _writer.NotedAsync();
        var wait = _writer.EndsInTimeAsync(stored, TimeSpan.FromSeconds(3));
        for (var slice = 0; slice < 7; slice++)
        {
            _clock.Advance(TimeSpan.FromSeconds(3) / 8);
        }

        Assert.False(wait.IsCompleted || _writer.IsTroubled);

        _clock.Advance(TimeSpan.FromSeconds(3) / 8);

        Assert.False(await wait.EndsAsync());
        Assert.True(_writer.IsTroubled);
        _writes[0].SetResult();
        await stored.EndsAsync();
        Assert.False(_writer.IsTroubled);
    }

    [Fact]
    public async Task EndsInTime_StoreFailsTwice_EndsAtOnceAndTheTryingGoesOn()
    {
        var stored = _writer.NotedAsync();
        var wait = _writer.EndsInTimeAsync(stored, TimeSpan.FromSeconds(3));
        _writes[0].SetException(new IOException("full"));
        await Eventually.HoldsAsync(() => _clock.NextDueTime <= _clock.GetUtcNow() + TimeSpan.FromMilliseconds(100));
        Assert.False(wait.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await Eventually.HoldsAsync(() => _writes.Count == 2);
        _writes[1].SetException(new IOException("full"));

        Assert.False(await wait.EndsAsync());
        Assert.True(_writer.IsTroubled);
        await Eventually.HoldsAsync(() => _clock.NextDueTime <= _clock.GetUtcNow() + TimeSpan.FromMilliseconds(200));
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        await Eventually.HoldsAsync(() => _writes.Count == 3);
        _writes[2].SetResult();
        Assert.True(await stored.EndsAsync());
    }

    [Fact]
    public async Task EndsInTime_Stored_IsSo()
    {
        var stored = _writer.NotedAsync();
        var wait = _writer.EndsInTimeAsync(stored, TimeSpan.FromSeconds(3));

        _writes[0].SetResult();

        Assert.True(await wait.EndsAsync());
    }

    [Fact]
    public async Task Flush_NothingUnstored_WritesNothing()
    {
        Assert.True(await _writer.FlushAsync(TimeSpan.FromSeconds(1), CancellationToken.None).EndsAsync());

        Assert.Empty(_writes);
    }

    [Fact]
    public async Task Flush_SomethingUnstored_EndsWithItsWrite()
    {
        _writer.Note();
        var flushed = _writer.FlushAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.False(flushed.IsCompleted);

        _writes[0].SetResult();

        Assert.True(await flushed.EndsAsync());
        Assert.Single(_writes);
    }

    [Fact]
    public async Task Flush_StoreDown_EndsAtItsBound()
    {
        _writer.Note();
        _writes[0].SetException(new IOException("down"));
        await IsPausingAsync();
        var flushed = _writer.FlushAsync(TimeSpan.FromMilliseconds(50), CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.False(await flushed.EndsAsync());
    }

    private LedgerWriter Make(Func<InconsistentStateException, Task>? settle) =>
        new(Write, (_, failures) => _failures.Add(failures), new LedgerOptions(), _clock)
        {
            Run = _ => { },
            MayWrite = () => _mayWrite,
            Settle = settle,
            Written = _carried.Add,
        };

    private static InconsistentStateException Conflict() => new("written by somebody else", "1", "2");

    private Task Write()
    {
        _writes.Add(new TaskCompletionSource());
        return _writes[^1].Task;
    }

    private Task IsAtAsync(int writes) => Eventually.HoldsAsync(() => _writes.Count == writes);

    private Task IsPausingAsync() => Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);
}
